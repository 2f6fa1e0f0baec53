import Analysis
import ForeignTraces
import TraceFile
import TraceModel

/// A trace written down event by event; times in microseconds.
struct WrittenFile {
  var events: [String] = []
  /// Members of the object form beside the events.
  var members: [String] = []

  /// A complete event; `thread` may be a number or a quoted text.
  mutating func span(
    _ name: String, _ category: String? = nil, _ start: Int, _ end: Int, thread: String = "1",
    process: String = "1"
  ) {
    let category = category.map { "\"cat\":\"\($0)\"," } ?? ""
    events.append(
      "{\(category)\"name\":\"\(name)\",\"ph\":\"X\",\"ts\":\(start),\"dur\":\(end - start),"
        + "\"pid\":\(process),\"tid\":\(thread)}")
  }

  mutating func mark(_ name: String, _ category: String, _ time: Int) {
    events.append(
      "{\"cat\":\"\(category)\",\"name\":\"\(name)\",\"ph\":\"i\",\"ts\":\(time),\"pid\":1,\"tid\":1}"
    )
  }

  mutating func thread(_ name: String, _ thread: String = "1", process: String = "1") {
    events.append(
      "{\"name\":\"thread_name\",\"ph\":\"M\",\"pid\":\(process),\"tid\":\(thread),"
        + "\"args\":{\"name\":\"\(name)\"}}")
  }

  /// One end of an arrow (`s`, `f`) or of an async operation (`b`, `e`).
  mutating func end(
    _ phase: String, _ name: String, _ category: String, id: Int, _ time: Int, thread: String = "1",
    process: String = "1"
  ) {
    events.append(
      "{\"cat\":\"\(category)\",\"name\":\"\(name)\",\"ph\":\"\(phase)\",\"id\":\(id),"
        + "\"ts\":\(time),\"pid\":\(process),\"tid\":\(thread),\"bp\":\"e\"}")
  }

  var trace: Trace {
    get throws {
      let text =
        "{"
        + (members + ["\"traceEvents\":[\(events.joined(separator: ","))]"])
        .joined(separator: ",") + "}"
      return try TraceReader.read(bytes: Array(text.utf8), name: "anything.json")
    }
  }

  func adapted(_ options: ForeignTraceOptions = ForeignTraceOptions()) throws -> AdaptedTrace {
    adapt(try trace, options: options)
  }

  func figures(_ options: ForeignTraceOptions = ForeignTraceOptions()) throws -> RunAnalysis {
    try RealFiles.figures(try adapted(options))
  }
}

extension RunAnalysis {
  /// A bucket of the slot ledger in microseconds.
  func slots(_ bucket: Bucket) -> Int64 { slotLedger[bucket].count / 1000 }
}
