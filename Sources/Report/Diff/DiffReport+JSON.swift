import Analysis
package import TraceFile
import TraceModel

extension DiffReport {
  /// The format's name and version; its meaning is in Schema/stretto.diff-1.schema.json.
  package static let schema = "stretto.diff/1"

  /// The report as a `stretto.diff/1` document.
  package var json: JSONValue {
    .object([
      JSONMember("schema", .string(Self.schema)),
      JSONMember("diffs", .array(diffs.map(\.json))),
      JSONMember("notes", .array(notes.map { .string($0) })),
    ])
  }
}

extension RunDiff {
  fileprivate var json: JSONValue {
    let text = RunDiffText(diff: self, style: Style())
    return .object([
      JSONMember("before", before.identity),
      JSONMember("after", after.identity),
      JSONMember("difference", .time(difference)),
      JSONMember("speedup", .optional(speedup)),
      JSONMember("resource", .string(resource.rawValue)),
      JSONMember("slot_ledger", slots.json),
      JSONMember("core_ledger", cores.json),
      JSONMember("critical_path", path?.json ?? .null),
      JSONMember("tasks", tasks.json),
      JSONMember("names", names.json),
      JSONMember("lanes", lanes.json),
      JSONMember("async_names", asyncNames?.json ?? .null),
      JSONMember("notes", .array(text.remarks.map { .string($0) })),
    ])
  }
}

extension RunAnalysis {
  /// Which run of which trace.
  fileprivate var identity: JSONValue {
    .object([
      JSONMember("trace", .string(trace)),
      JSONMember("run", .string(run)),
      JSONMember("model", .string(model.rawValue)),
      JSONMember("makespan", .time(makespan)),
      JSONMember("slots", .count(slots)),
      JSONMember("cores", .count(cores)),
      JSONMember("tasks", .count(tasks)),
    ])
  }
}

extension DiffTable {
  fileprivate var json: JSONValue {
    .object([
      JSONMember("rows", .array(rows.map(\.json))),
      JSONMember("other", other?.json ?? .null),
      JSONMember("folded", .count(folded)),
      JSONMember("total", total.json),
    ])
  }
}

extension DiffRow {
  fileprivate var json: JSONValue {
    .object([
      JSONMember("name", .string(label)),
      JSONMember("before", .time(before)),
      JSONMember("after", .time(after)),
      JSONMember("difference", .time(difference)),
      JSONMember("count_before", .optional(countBefore)),
      JSONMember("count_after", .optional(countAfter)),
    ])
  }
}
