import TraceModel

/// What becomes of one run in the merged file: its pids, its tids, its zero.
struct MergePlan {
  private static let largestNumber: Int64 = 0xFFFF_FFFF
  /// Threads whose tid no viewer can hold are numbered from here on.
  private static let firstOwnThread: Int64 = 4_000_000_000

  let run: MergeRun
  /// New pids by old ones.
  private(set) var processes: [Int64: Int64] = [:]
  /// Old pids in the order of the new ones; the coordinator's first.
  private var order: [Int64] = []
  private var threads: [LaneID: Int64] = [:]
  /// Names of the threads that were texts in the file.
  private var threadNames: [(lane: LaneID, name: String)] = []
  /// What is added to every time.
  let shift: Nanoseconds
  private let slots: Int?
  let eventsLost: Int
  let cut: String?

  /// Reads the file once to learn its processes and where its window starts.
  init(
    path: String, run: MergeRun, _ numbers: inout MergeNumbers
  ) throws(TraceFileError) {
    let trace = try TraceReader.read(path: path)
    let window = MergedWindow(of: trace)
    self.run = run
    slots = window.arguments?.slots
    shift = Nanoseconds(1000) - window.start
    eventsLost = trace.metadata?.eventsLost ?? 0
    cut = trace.metadata?.cut ?? trace.notes.truncation?.reason
    var known = Set(trace.lanes.map(\.id.process)).union(trace.processNames.keys)
    if let coordinator = window.coordinator { known.remove(coordinator) }
    order = (window.coordinator.map { [$0] } ?? []) + known.sorted()
    numbers.startRun()
    for process in order { processes[process] = numbers.process() }
    number(trace.lanes)
  }

  private mutating func number(_ lanes: [Lane]) {
    var next = MergePlan.firstOwnThread
    for lane in lanes where !(0...MergePlan.largestNumber).contains(lane.id.thread) {
      threads[lane.id] = next
      let process = processes[lane.id.process] ?? 0
      if lane.id.thread >= EventScanner.firstTextNumber, !lane.name.isEmpty {
        threadNames.append((LaneID(process: process, thread: next), lane.name))
      }
      next += 1
    }
  }

  /// The lane's numbers in the merged file; nil when the run has no such process.
  func lane(_ id: LaneID) -> LaneID? {
    guard let process = processes[id.process] else { return nil }
    return LaneID(process: process, thread: threads[id] ?? id.thread)
  }

  var traceRun: TraceRun {
    TraceRun(
      run: run.name, model: run.model, round: run.round,
      processes: order.compactMap { processes[$0] })
  }

  /// "threads ×4"; without the count where the run does not declare more than one slot.
  private var title: String {
    guard let slots, slots > 1 else { return run.model.rawValue }
    return "\(run.model) ×\(slots)"
  }

  /// The events that name the run's processes, as lines.
  func names(counting summary: inout MergeSummary) -> [UInt8] {
    var encoder = EventEncoder(origin: Nanoseconds(1000))
    for (index, old) in order.enumerated() {
      guard let process = processes[old] else { continue }
      encoder.processName(index == 0 ? title : "\(title) · worker \(index)", process: process)
      encoder.processSortIndex(run.sortIndex, process: process)
      if !run.label.isEmpty { encoder.processLabels(run.label, process: process) }
    }
    for (lane, name) in threadNames { encoder.laneName(name, roles: [], on: lane) }
    summary.events += encoder.eventCount
    return encoder.takeLines()
  }
}

/// The window of the first run in a trace.
struct MergedWindow {
  /// Where the window starts: the run's start, else the first event of the trace.
  var start: Nanoseconds
  /// The process that the run's own event is in.
  var coordinator: Int64?
  var arguments: RunArguments?

  init(of trace: Trace) {
    start = .zero
    let runs = trace.spans.indices.lazy.filter { trace.spans.category(at: $0) == .run }
      .map { trace.spans[$0] }.map { ($0.start, $0.lane, $0.detail) }
    let markers = trace.instants.lazy.filter { $0.category == .run }
      .map { ($0.time, $0.lane, $0.detail) }
    if let first = (Array(runs) + Array(markers)).min(by: { $0.0 < $1.0 }) {
      start = first.0
      coordinator = trace.lanes[Int(first.1)].id.process
      arguments = first.2 < 0 ? nil : trace.details[Int(first.2)].run
    } else {
      start = MergedWindow.firstInstant(of: trace) ?? .zero
    }
  }

  private static func firstInstant(of trace: Trace) -> Nanoseconds? {
    let spans = trace.spans.starts.min().map { Nanoseconds($0) }
    let others =
      trace.asyncSpans.map(\.start) + trace.instants.map(\.time)
      + trace.flows.compactMap { $0.start?.time } + trace.flows.compactMap { $0.end?.time }
    return (others + [spans].compactMap(\.self)).min()
  }
}
