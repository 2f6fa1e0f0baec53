import Analysis
import TraceFile
import TraceModel

extension ViewWords {
  /// The members of `stretto.view/1` that hold words, in the order of the schema.
  var members: [JSONMember] {
    [
      JSONMember("heading", .texts(heading)),
      JSONMember("verdicts", .array(verdicts.map(\.json))),
      JSONMember("recommendation", .string(recommendation)),
      JSONMember("headline", .string(headline)),
      JSONMember("resource", resource.map { .string($0.rawValue) } ?? .null),
      JSONMember("ideal", .optional(ideal)),
      JSONMember("columns_note", .string(columnsNote)),
      JSONMember("predictions", .texts(predictions)),
      JSONMember("trust", .string(trust)),
      JSONMember("notes", .texts(notes)),
      JSONMember("table", .array(table.map(\.json))),
    ]
  }
}

extension ViewWords.Verdict {
  fileprivate var json: JSONValue {
    .object([
      JSONMember("text", .string(text)),
      JSONMember("tone", .string(tone.rawValue)),
      JSONMember("run", .optional(run)),
    ])
  }
}

extension ViewRow {
  fileprivate var json: JSONValue {
    .object([
      JSONMember("run", .optional(run)),
      JSONMember("label", .string(label)),
      JSONMember("detail", .string(detail)),
      JSONMember("wall_ns", .optional(wall)),
      JSONMember("wall", .string(wall.map(Quantity.duration) ?? "-")),
      JSONMember("speedup", .optional(speedup)),
      JSONMember("speedup_text", .string(speedupText)),
      JSONMember("concurrency", .string(concurrency)),
      JSONMember("progress", .string(progress)),
      JSONMember("efficiency", .optional(efficiency)),
      JSONMember("efficiency_text", .string(efficiencyText)),
      JSONMember("baseline", .bool(isBaseline)),
      JSONMember("reason", reason?.json ?? .null),
      JSONMember("parts", .array(parts.map(\.json))),
    ])
  }
}

extension ViewRow.Reason {
  fileprivate var json: JSONValue {
    .object([JSONMember("state", .string(state)), JSONMember("text", .string(text))])
  }
}

extension ViewRow.Part {
  fileprivate var json: JSONValue {
    .object([
      JSONMember("state", .string(state)),
      JSONMember("label", .string(label)),
      JSONMember("useful", .bool(isUseful)),
      JSONMember("percent", .count(percent)),
      JSONMember("ns", .time(time)),
    ])
  }
}

extension JSONValue {
  static func texts(_ texts: [String]) -> JSONValue { .array(texts.map { .string($0) }) }
}
