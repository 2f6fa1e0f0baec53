import TraceFile
import TraceModel
package import Workloads

/// What an arm tells the tool: one line of JSON on standard output.
package enum ArmResult: Hashable, Sendable {
  case done(WorkloadResult)
  /// Why the workload failed, in one sentence.
  case failed(String)

  /// The schema of the line, so that two versions of the tool don't misunderstand each other.
  static let schema = "stretto.arm/1"

  /// The line, with its newline.
  package var line: [UInt8] {
    var members = [JSONMember("schema", .string(Self.schema))]
    switch self {
    case .done(let result):
      members += [
        JSONMember("wall_ns", .integer(result.wall.count)),
        // 64 bits without a sign don't fit a JSON integer of ours.
        JSONMember("checksum", .string(String(result.checksum, radix: 16))),
        JSONMember("tasks", .integer(Int64(result.tasks))),
      ]
    case .failed(let reason):
      members.append(JSONMember("failure", .string(reason)))
    }
    return JSONValue.object(members).encoded() + [UInt8(ascii: "\n")]
  }

  /// Finds the line in all that an arm wrote to standard output, or nil.
  package init?(output: [UInt8]) {
    for line in output.split(separator: UInt8(ascii: "\n")).reversed() {
      guard let value = try? JSONValue(parsing: line), value["schema"]?.text == Self.schema
      else { continue }
      if let reason = value["failure"]?.text {
        self = .failed(reason)
        return
      }
      guard let wall = value["wall_ns"]?.integer, wall > 0,
        let checksum = value["checksum"]?.text.flatMap({ UInt64($0, radix: 16) }),
        let tasks = value["tasks"]?.integer.flatMap({ Int(exactly: $0) })
      else { return nil }
      self = .done(WorkloadResult(wall: Nanoseconds(wall), checksum: checksum, tasks: tasks))
      return
    }
    return nil
  }
}
