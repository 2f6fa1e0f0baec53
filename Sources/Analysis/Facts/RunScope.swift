import TraceModel

/// Which part of a trace one run owns: lanes, window, and what it says of itself.
struct RunScope {
  var lanes: [Bool]
  var start: Int64
  var end: Int64
  var arguments: RunArguments?
  /// The lane of the run's own event: the coordinator when no lane has that role.
  var runLane: Int32?
  var name = ""
  var round = 0
  /// The model that the metadata names, for a run without its own event.
  var model: ExecutionModel?
  var notes: [String] = []
  /// Whether the end of the run was not recorded.
  var isCut = false
  /// Whether the tasks are the program's own, and not lives of threads and processes.
  var tellsTasks = true

  var makespan: Int64 { end - start }
}

/// Finds the runs of a trace: those the metadata lists, else each `run` event,
/// else the whole file (METHOD section 2).
struct RunSelection {
  private let trace: Trace
  private var claimed: Set<Int> = []
  private let events: [RunEvent]

  /// A `run` event: the closing span, or the marker of a run that was cut.
  private struct RunEvent {
    var start: Int64
    var end: Int64?
    var lane: Int32
    var name: NameTable.ID
    var arguments: RunArguments?
  }

  init(_ trace: Trace) {
    self.trace = trace
    events = RunSelection.runEvents(of: trace)
  }

  mutating func scopes() throws(AnalysisError) -> [RunScope] {
    try checkCount()
    if let runs = trace.metadata?.runs, !runs.isEmpty {
      return runs.map { listed($0) }
    }
    if events.isEmpty { return [whole()] }
    let owned = trace.processes(
      ofRunsOwnedBy: events.map { trace.lanes[Int($0.lane)].id.process })
    return events.indices.map { index in
      var scope = scope(
        events[index], lanes: trace.lanes.map { owned.runs[index].contains($0.id.process) })
      if !owned.unclaimed.isEmpty {
        scope.notes.append(
          "no arrow tells which run \(owned.unclaimed.count) of the file's processes belong to: "
            + "they are in none")
      }
      return scope
    }
  }

  /// Runs times events that one call goes through at most.
  private static let mostWork = 20_000_000_000

  private func checkCount() throws(AnalysisError) {
    let runs = max(trace.metadata?.runs.count ?? 0, events.count)
    let size =
      trace.spans.count + trace.asyncSpans.count + trace.flows.count + trace.instants.count
      + trace.lanes.count
    let work = runs.multipliedReportingOverflow(by: size)
    if work.overflow || work.partialValue > Self.mostWork {
      throw AnalysisError(
        .tooManyRuns, trace.name, "\(runs) runs in one file are too many; split it by run")
    }
  }

  private mutating func listed(_ run: TraceRun) -> RunScope {
    let processes = Set(run.processes)
    let lanes = trace.lanes.map { processes.contains($0.id.process) }
    let candidates = events.indices.filter { !claimed.contains($0) && lanes[Int(events[$0].lane)] }
    // A recorder's run around those that the program describes may have the same model.
    let ofModel = candidates.filter { events[$0].arguments?.model == run.model }
    let chosen =
      ofModel.first { trace.names[events[$0].name] == run.run } ?? ofModel.first
      ?? candidates.first
    var scope: RunScope
    if let chosen {
      claimed.insert(chosen)
      scope = self.scope(events[chosen], lanes: lanes)
    } else {
      scope = extent(of: lanes)
      scope.notes.append("the run's own event is missing: its window is from first to last event")
    }
    scope.name = run.run
    scope.round = run.round
    scope.model = run.model
    scope.tellsTasks = run.tellsTasks
    return scope
  }

  private func scope(_ event: RunEvent, lanes: [Bool]) -> RunScope {
    var scope = extent(of: lanes)
    if let end = event.end {
      scope.start = event.start
      scope.end = end
    } else {
      scope.start = event.start
      scope.end = max(scope.end, event.start)
      scope.isCut = true
      scope.notes.append("the run was cut: its window ends at the last event recorded")
      if let missing = trace.missingAtEnd { scope.notes.append(missing) }
    }
    scope.arguments = event.arguments
    scope.runLane = event.lane
    return scope
  }

  private func whole() -> RunScope {
    var scope = extent(of: trace.lanes.map { _ in true })
    scope.notes.append(
      "the trace describes no run: its window is from first to last event of the file")
    return scope
  }

  /// First to last event of the lanes chosen.
  private func extent(of lanes: [Bool]) -> RunScope {
    var first = Int64.max
    var last = Int64.min
    func see(_ lane: Int32, _ start: Int64, _ end: Int64) {
      guard lanes[Int(lane)] else { return }
      first = min(first, start)
      last = max(last, end)
    }
    for index in trace.spans.indices {
      see(trace.spans.lanes[index], trace.spans.starts[index], trace.spans.ends[index])
    }
    for span in trace.asyncSpans { see(span.lane, span.start.count, span.end.count) }
    for instant in trace.instants { see(instant.lane, instant.time.count, instant.time.count) }
    for flow in trace.flows {
      if let end = flow.start { see(end.lane, end.time.count, end.time.count) }
      if let end = flow.end { see(end.lane, end.time.count, end.time.count) }
    }
    if first > last { (first, last) = (0, 0) }
    return RunScope(lanes: lanes, start: first, end: last)
  }

  /// All spans of category `run`, and the markers that no span closed, by start.
  private static func runEvents(of trace: Trace) -> [RunEvent] {
    func arguments(_ detail: Int32) -> RunArguments? {
      detail < 0 ? nil : trace.details[Int(detail)].run
    }
    var events: [RunEvent] = []
    for index in trace.spans.indices where trace.spans.category(at: index) == .run {
      events.append(
        RunEvent(
          start: trace.spans.starts[index], end: trace.spans.ends[index],
          lane: trace.spans.lanes[index], name: trace.spans[index].name,
          arguments: arguments(trace.spans.details[index])))
    }
    // A recorder's run lies around those that the program marks, under a name of its own.
    let closed = Dictionary(grouping: events) { RunName(lane: $0.lane, name: $0.name) }
      .mapValues { ClosedRuns($0.map { ($0.start, $0.end ?? $0.start) }) }
    for instant in trace.instants where instant.category == .run {
      let time = instant.time.count
      if closed[RunName(lane: instant.lane, name: instant.name)]?.covers(time) != true {
        events.append(
          RunEvent(
            start: time, lane: instant.lane, name: instant.name,
            arguments: arguments(instant.detail)))
      }
    }
    return events.enumerated().sorted {
      ($0.element.start, $0.offset) < ($1.element.start, $1.offset)
    }.map(\.element)
  }
}

/// What a run's marker and its span have in common.
private struct RunName: Hashable {
  var lane: Int32
  var name: NameTable.ID
}

/// The closed runs of one lane and name, to tell which markers belong to them.
private struct ClosedRuns {
  private var starts: [Int64]
  /// The latest end of the runs up to each.
  private var ends: [Int64] = []

  init(_ runs: [(Int64, Int64)]) {
    let sorted = runs.sorted { $0 < $1 }
    starts = sorted.map(\.0)
    var latest = Int64.min
    for run in sorted {
      latest = max(latest, run.1)
      ends.append(latest)
    }
  }

  func covers(_ time: Int64) -> Bool {
    var low = 0
    var high = starts.count
    while low < high {
      let middle = (low + high) / 2
      if starts[middle] <= time { low = middle + 1 } else { high = middle }
    }
    return low > 0 && ends[low - 1] >= time
  }
}
