import TraceModel

@testable import Analysis

/// Builds a trace in memory, event by event.
struct TraceBuilder {
  private(set) var trace = Trace()
  private var scopes: [String: Int32] = [:]
  private var lastLane: Int64 = 0

  private let unit: Int64

  /// Times are given in `unit` nanoseconds: microseconds unless told otherwise.
  init(_ name: String = "test", unit: Int64 = 1000) {
    self.unit = unit
    trace.name = name
  }

  typealias LaneIndex = Int32

  mutating func lane(
    _ roles: LaneRoles, process: Int64 = 1, thread: Int64? = nil, name: String = ""
  ) -> LaneIndex {
    lastLane = thread ?? lastLane + 1
    trace.lanes.append(
      Lane(id: LaneID(process: process, thread: lastLane), name: name, roles: roles))
    return Int32(trace.lanes.count - 1)
  }

  mutating func run(
    _ model: ExecutionModel, on lane: LaneIndex, _ from: Int64, _ to: Int64, cores: Int = 2,
    slots: Int? = nil, executors: [String: Int] = [:]
  ) {
    var detail = SpanDetail()
    detail.run = RunArguments(model: model, cores: cores, slots: slots, executors: executors)
    add(.run, "run", on: lane, from, to, detail: detail)
  }

  mutating func task(
    _ task: String, on lane: LaneIndex, _ from: Int64, _ to: Int64, key: String = "",
    cpu: Int64? = nil, unfinished: Bool = false
  ) {
    var detail = SpanDetail()
    detail.key = trace.names.intern(key)
    detail.cpuTime = cpu.map { Nanoseconds($0 * 1000) }
    add(.task, "task", on: lane, from, to, task: task, detail: detail, unfinished: unfinished)
  }

  mutating func step(_ task: String, on lane: LaneIndex, _ from: Int64, _ to: Int64) {
    add(.step, "step", on: lane, from, to, task: task)
  }

  mutating func phase(_ phase: Category, on lane: LaneIndex, _ from: Int64, _ to: Int64) {
    add(phase, "\(phase)", on: lane, from, to)
  }

  mutating func wait(
    _ reason: WaitReason, on lane: LaneIndex, _ from: Int64, _ to: Int64, key: String = ""
  ) {
    add(.wait, reason.word, on: lane, from, to, detail: keyed(key))
  }

  /// The arguments of an event with a key; nil without one.
  mutating func keyed(_ key: String) -> SpanDetail? {
    guard !key.isEmpty else { return nil }
    var detail = SpanDetail()
    detail.key = trace.names.intern(key)
    return detail
  }

  mutating func scheduling(
    _ state: SchedulingState, of lane: LaneIndex, _ from: Int64, _ to: Int64
  ) {
    add(.sched, "\(state)", on: lane, from, to)
  }

  mutating func asyncTask(
    _ task: String, on lane: LaneIndex, _ from: Int64, _ to: Int64, key: String = ""
  ) {
    var detail = SpanDetail()
    detail.key = trace.names.intern(key)
    trace.details.append(detail)
    trace.asyncSpans.append(
      AsyncSpan(
        start: time(from), end: time(to), name: trace.names.intern("task"), lane: lane,
        category: .task, isUnfinished: false, scope: scope(task), task: trace.names.intern(task),
        detail: Int32(trace.details.count - 1)))
  }

  mutating func asyncWait(
    _ task: String, _ reason: WaitReason, on lane: LaneIndex, _ from: Int64, _ to: Int64
  ) {
    trace.asyncSpans.append(
      AsyncSpan(
        start: time(from), end: time(to), name: trace.names.intern(reason.word), lane: lane,
        category: .wait, isUnfinished: false, scope: scope(task)))
  }

  mutating func flow(
    _ category: Category, _ task: String, from: LaneIndex?, _ start: Int64, to: LaneIndex?,
    _ end: Int64
  ) {
    trace.flows.append(
      Flow(
        category: category, name: trace.names.intern("\(category)"),
        task: trace.names.intern(task),
        start: from.map { Flow.End(lane: $0, time: time(start)) },
        end: to.map { Flow.End(lane: $0, time: time(end)) }))
  }

  mutating func life(_ event: String, of lane: LaneIndex, _ at: Int64) {
    trace.instants.append(
      Instant(
        time: time(at), name: trace.names.intern(event), lane: lane, category: .lane))
  }

  mutating func runMarker(
    _ model: ExecutionModel, on lane: LaneIndex, _ at: Int64, cores: Int = 2, slots: Int? = nil
  ) {
    var detail = SpanDetail()
    detail.run = RunArguments(model: model, cores: cores, slots: slots)
    trace.details.append(detail)
    trace.instants.append(
      Instant(
        time: time(at), name: trace.names.intern("run"), lane: lane, category: .run,
        detail: Int32(trace.details.count - 1)))
  }

  mutating func add(
    _ category: Category, _ name: String, on lane: LaneIndex, _ from: Int64, _ to: Int64,
    task: String = "", detail: SpanDetail? = nil, unfinished: Bool = false
  ) {
    if let detail { trace.details.append(detail) }
    trace.spans.append(
      Span(
        start: time(from), end: time(to), name: trace.names.intern(name), lane: lane,
        category: category, isUnfinished: unfinished, task: trace.names.intern(task),
        detail: detail == nil ? -1 : Int32(trace.details.count - 1)))
  }

  mutating func edit(_ change: (inout Trace) -> Void) { change(&trace) }

  private mutating func scope(_ task: String) -> Int32 {
    if let known = scopes[task] { return known }
    let scope = Int32(scopes.count)
    scopes[task] = scope
    return scope
  }

  private func time(_ count: Int64) -> Nanoseconds { Nanoseconds(count * unit) }
}
