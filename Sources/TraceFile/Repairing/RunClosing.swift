import TraceModel

/// Ends the runs of a trace whose end was not recorded, from the mark that the
/// tracer writes at their start.
struct RunClosing {
  /// The `run` events that were missing, as lines.
  let lines: [UInt8]
  /// How many there are.
  let count: Int
  /// All runs of the trace, each with the processes that are its own.
  let runs: [TraceRun]

  init(of trace: Trace) {
    // A file's times are the encoder's, with its origin at 1 µs.
    var encoder = EventEncoder(origin: Nanoseconds(1000))
    var runs: [(start: Nanoseconds, name: String, model: ExecutionModel, owner: Int64)] = []
    let end = trace.lastInstant ?? .zero
    for marker in trace.instants where marker.category == .run && marker.detail >= 0 {
      guard let run = trace.details[Int(marker.detail)].run else { continue }
      let name = trace.names[marker.name]
      encoder.span(
        name, Category.run.word, on: trace.lanes[Int(marker.lane)].id, from: marker.time, to: end,
        arguments: EventArguments(run: run))
      runs.append((marker.time, name, run.model, trace.lanes[Int(marker.lane)].id.process))
    }
    count = runs.count
    lines = encoder.takeLines()
    for index in trace.spans.indices where trace.spans.category(at: index) == .run {
      let span = trace.spans[index]
      guard span.detail >= 0, let run = trace.details[Int(span.detail)].run else { continue }
      let owner = trace.lanes[Int(span.lane)].id.process
      runs.append((span.start, trace.names[span.name], run.model, owner))
    }
    runs.sort { $0.start < $1.start }
    let processes = trace.processes(ofRunsOwnedBy: runs.map(\.owner)).runs
    self.runs = zip(runs, processes).map { run, processes in
      TraceRun(run: run.name, model: run.model, processes: processes.sorted())
    }
  }
}

extension Trace {
  /// The end of what the trace holds.
  var lastInstant: Nanoseconds? {
    var last = spans.ends.max().map { Nanoseconds($0) }
    func note(_ time: Nanoseconds) { last = max(last ?? time, time) }
    for span in asyncSpans { note(span.end) }
    for instant in instants { note(instant.time) }
    for flow in flows {
      if let start = flow.start { note(start.time) }
      if let end = flow.end { note(end.time) }
    }
    return last
  }
}
