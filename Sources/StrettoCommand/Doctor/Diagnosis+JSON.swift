import Recorder
import TraceFile

extension Diagnosis {
  /// The document of Schema/stretto.doctor-1.schema.json.
  var json: JSONValue {
    .object([
      JSONMember("schema", "stretto.doctor/1"),
      JSONMember("works", .bool(works)),
      JSONMember("verdict", .string(verdict)),
      JSONMember("capabilities", .array(trial.capabilities.map(JSONValue.string))),
      JSONMember("checks", .array(examination.checks.map(Self.json))),
      JSONMember("pythons", .array(examination.pythons.map(Self.json))),
      JSONMember("trial", trialDocument),
    ])
  }

  private static func json(_ check: MachineCheck) -> JSONValue {
    .object([
      JSONMember("id", .string(check.id)),
      JSONMember("title", .string(check.title)),
      JSONMember("outcome", .string(check.outcome.rawValue)),
      JSONMember("found", .string(check.found)),
      JSONMember("cost", check.cost.map(JSONValue.string) ?? .null),
      JSONMember("remedies", .array(check.remedies.map(JSONValue.string))),
    ])
  }

  private static func json(_ python: PythonCheck) -> JSONValue {
    .object([
      JSONMember("path", .string(python.path)),
      JSONMember("version", .string(python.version)),
      JSONMember("tasks", .bool(python.tellsTasks)),
      JSONMember("lock", .bool(python.tellsLock)),
      JSONMember("problem", python.problem.map(JSONValue.string) ?? .null),
    ])
  }

  private var trialDocument: JSONValue {
    .object([
      JSONMember("threads", .integer(Int64(trial.threads))),
      JSONMember("lost", .integer(Int64(trial.lost))),
      JSONMember("notes", .array(trial.notes.map(JSONValue.string))),
      JSONMember("problem", trial.problem.map(JSONValue.string) ?? .null),
    ])
  }
}
