import TraceModel

@testable import Analysis

/// A second, independent evaluation of METHOD sections 3 and 4: brute force,
/// one nanosecond at a time, every question answered by looking at all events.
struct TickEvaluator {
  struct Task {
    var name: String
    var submit: Int64
    var pickup: Int64
    var start: Int64
    var end: Int64
    var sent: Int64
    var seen: Int64
    var lane: Int
    var isAsync: Bool
    var scope: Int32 = -1
    var group = 0
  }

  struct Group {
    var isLoop: Bool
    var lanes: [Int]
    var slots: Int
  }

  let trace: Trace
  let window: Span
  let arguments: RunArguments
  var tasks: [Task] = []
  var groups: [Group] = []
  var length: Int64 { window.end.count - window.start.count }

  var slotLedger: [Bucket: Int64] = [:]
  var taskLedger: [Bucket: Int64] = [:]
  var coreLedger: [Bucket: Double] = [:]
  var isEstimated = false

  var runMarks: (create: Int64, lastSubmit: Int64, lastEnd: Int64) = (0, 0, 0)
  var groupMarks: [(create: Int64, lastSubmit: Int64, lastEnd: Int64)] = []
  /// By lane and tick.
  private var states: [[Bucket?]] = []
  private var running: [[Bool]] = []
  private var readiness: [Int64] = []

  func state(of lane: Int, _ tick: Int64) -> Bucket? { states[lane][Int(tick)] }
  func isOnCore(_ lane: Int, _ tick: Int64) -> Bool { running[lane][Int(tick)] }
  func ready(of lane: Int) -> Int64 { readiness[lane] }

  init?(_ trace: Trace) {
    self.trace = trace
    guard let window = trace.spans.first(where: { $0.category == .run }), window.detail >= 0,
      let arguments = trace.details[Int(window.detail)].run
    else { return nil }
    self.window = window
    self.arguments = arguments
    for lane in trace.lanes.indices {
      states.append((0..<length).map { findState(of: lane, $0) })
      running.append((0..<length).map { findOnCore(lane, $0) })
      readiness.append(findReady(of: lane))
    }
    findTasks()
    findGroups()
    runMarks = marks(nil)
    groupMarks = groups.indices.map { marks($0) }
    for tick in 0..<length { book(tick) }
  }

  func relative(_ time: Nanoseconds) -> Int64 {
    min(max(time.count - window.start.count, 0), length)
  }

  func touches(_ start: Nanoseconds, _ end: Nanoseconds) -> Bool {
    start == end
      ? start >= window.start && start <= window.end : start < window.end && end > window.start
  }

  func covers(_ span: Span, _ tick: Int64) -> Bool {
    relative(span.start) <= tick && tick < relative(span.end)
  }

  // MARK: lanes

  func slices(of lane: Int) -> [Span] {
    trace.spans.filter { span in
      guard span.category == .sched, touches(span.start, span.end) else { return false }
      let named = span.detail >= 0 ? trace.details[Int(span.detail)].schedulingLane : -1
      return Int(named >= 0 ? named : span.lane) == lane
    }
  }

  func firstEvent(of lane: Int) -> Int64? {
    var times = slices(of: lane).map { relative($0.start) }
    for span in trace.spans
    where span.lane == Int32(lane) && span.category != .sched && touches(span.start, span.end) {
      times.append(relative(span.start))
    }
    for span in trace.asyncSpans where span.lane == Int32(lane) && touches(span.start, span.end) {
      times.append(relative(span.start))
    }
    for flow in trace.flows {
      for end in [flow.start, flow.end] {
        if let end, Int(end.lane) == lane, touches(end.time, end.time) {
          times.append(relative(end.time))
        }
      }
    }
    for instant in trace.instants
    where Int(instant.lane) == lane && touches(instant.time, instant.time) {
      times.append(relative(instant.time))
    }
    return times.min()
  }

  func instant(_ name: String, of lane: Int) -> Int64? {
    trace.instants.last {
      $0.category == .lane && Int($0.lane) == lane && trace.names[$0.name] == name
    }.map { relative($0.time) }
  }

  func birth(of lane: Int) -> Int64 {
    instant("birth", of: lane) ?? firstEvent(of: lane) ?? Int64.max
  }

  func findReady(of lane: Int) -> Int64 {
    if let ready = instant("ready", of: lane) { return ready }
    let own = trace.spans.filter {
      Int($0.lane) == lane && $0.category != .sched && touches($0.start, $0.end)
    }
    let first =
      own.filter { $0.category == .task || $0.category == .step }
      .map { relative($0.start) }.min() ?? Int64.max
    let startups = own.filter { $0.category == .startup }.map { relative($0.end) }
      .filter { $0 <= first }
    return max(startups.max() ?? Int64.min, birth(of: lane))
  }

  func isAlive(_ lane: Int, _ tick: Int64) -> Bool {
    birth(of: lane) <= tick && tick < max(instant("death", of: lane) ?? length, birth(of: lane))
  }

  func rank(_ category: TraceModel.Category) -> Int {
    [.task: 0, .step: 1, .teardown: 2, .startup: 3, .dispatch: 4, .serialize: 5][category] ?? -1
  }

  /// The last of the covering spans in the order (start, longer first, rank).
  func innermost(_ spans: [Span], by rank: (Span) -> Int) -> Span? {
    spans.max {
      (relative($0.start), -relative($0.end), rank($0))
        < (relative($1.start), -relative($1.end), rank($1))
    }
  }

  func phase(of lane: Int, _ tick: Int64) -> TraceModel.Category? {
    innermost(
      trace.spans.filter {
        Int($0.lane) == lane && rank($0.category) >= 0 && covers($0, tick)
      }
    ) { rank($0.category) }?.category
  }

  func wait(of lane: Int, _ tick: Int64) -> WaitReason? {
    innermost(
      trace.spans.filter { Int($0.lane) == lane && $0.category == .wait && covers($0, tick) }
    ) { Int(WaitReason(word: trace.names[$0.name]).rawValue) }
    .map { WaitReason(word: trace.names[$0.name]) }
  }

  func scheduling(of lane: Int, _ tick: Int64) -> SchedulingState? {
    let slices = slices(of: lane)
    if slices.isEmpty { return nil }
    let covering = slices.filter { covers($0, tick) }
    return innermost(covering) { _ in 0 }.flatMap {
      SchedulingState(word: trace.names[$0.name])
    } ?? .block
  }

  /// METHOD section 3, rule by rule.
  func findState(of lane: Int, _ tick: Int64) -> Bucket? {
    guard isAlive(lane, tick) else { return nil }
    let sigma = scheduling(of: lane, tick)
    let phi = phase(of: lane, tick)
    let w = wait(of: lane, tick)
    if sigma == .ready { return .runq }
    if w == .gil { return .gil }
    if w == .lock && phi != nil { return .lock }
    if phi == .task || phi == .step {
      if sigma == .run { return .work }
      if w == .io || w == .sleep { return .io }
      if w == .join { return .join }
      if sigma == .block || w == .queue || w == .unknown { return .unattributed }
      return .work
    }
    if phi == .startup { return .startup }
    if phi == .serialize { return .serialization }
    if phi == .dispatch { return .dispatch }
    if phi == .teardown { return .teardown }
    if sigma == .run {
      return trace.lanes[lane].roles.contains(.coordinator) ? .coord : .unattributed
    }
    return nil
  }

  func findOnCore(_ lane: Int, _ tick: Int64) -> Bool {
    if let sigma = scheduling(of: lane, tick) { return sigma == .run }
    let running: [Bucket] = [.work, .startup, .serialization, .dispatch, .teardown]
    return findState(of: lane, tick).map { running.contains($0) } == true
      && wait(of: lane, tick) == nil
  }
}
