import Analysis
import TraceFile
import TraceModel

extension ViewedRun {
  /// An element of `runs` in `stretto.view/1`.
  func json(id: Int) -> JSONValue {
    .object([
      JSONMember("id", .count(id)),
      JSONMember("label", .string(label)),
      JSONMember("model", .string(analysis.model.rawValue)),
      JSONMember("file", .count(file)),
      JSONMember("pids", .array(view.processes.map { .integer($0) })),
      JSONMember("start_ns", .time(view.start)),
      JSONMember("makespan_ns", .time(view.makespan)),
      JSONMember("slots", .count(analysis.slots)),
      JSONMember("cores", .count(analysis.cores)),
      JSONMember("cores_known", .bool(analysis.coresAreKnown)),
      JSONMember("tasks", .count(analysis.tasks)),
      JSONMember("slot_ledger", analysis.slotLedger.json),
      JSONMember("efficiency", .optional(analysis.usefulShare)),
    ])
  }
}
