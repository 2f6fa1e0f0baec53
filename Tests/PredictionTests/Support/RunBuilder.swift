import TraceModel

@testable import Analysis

/// A trace of one run, event by event, in nanoseconds.
struct RunBuilder {
  private(set) var trace = Trace()

  mutating func lane(_ roles: LaneRoles) -> Int32 {
    let thread = Int64(trace.lanes.count + 1)
    trace.lanes.append(Lane(id: LaneID(process: 1, thread: thread), roles: roles))
    return Int32(trace.lanes.count - 1)
  }

  mutating func run(_ model: ExecutionModel, on lane: Int32, to end: Int64, slots: Int?) {
    var detail = SpanDetail()
    detail.run = RunArguments(model: model, cores: 2, slots: slots)
    add(.run, "run", on: lane, 0, end, detail)
  }

  mutating func task(
    _ task: String, on lane: Int32, _ from: Int64, _ to: Int64, cpu: Int64? = nil
  ) {
    var detail = SpanDetail()
    detail.key = trace.names.intern("key \(task)")
    detail.cpuTime = cpu.map { Nanoseconds($0) }
    add(.task, "task", on: lane, from, to, detail, task: task)
  }

  mutating func step(_ task: String, on lane: Int32, _ from: Int64, _ to: Int64) {
    add(.step, "step", on: lane, from, to, task: task)
  }

  mutating func phase(_ phase: Category, on lane: Int32, _ from: Int64, _ to: Int64) {
    add(phase, "\(phase)", on: lane, from, to)
  }

  mutating func span(_ name: String, on lane: Int32, _ from: Int64, _ to: Int64) {
    add(.span, name, on: lane, from, to)
  }

  mutating func wait(_ reason: WaitReason, on lane: Int32, _ from: Int64, _ to: Int64) {
    add(.wait, reason.word, on: lane, from, to)
  }

  mutating func asyncTask(_ task: String, on lane: Int32, _ from: Int64, _ to: Int64, scope: Int32)
  {
    addAsync(.task, "task", on: lane, from, to, scope, task: task)
  }

  mutating func asyncWait(
    _ reason: WaitReason, on lane: Int32, _ from: Int64, _ to: Int64, scope: Int32
  ) {
    addAsync(.wait, reason.word, on: lane, from, to, scope)
  }

  mutating func submit(_ task: String, from: Int32, _ start: Int64, to: Int32, _ end: Int64) {
    trace.flows.append(
      Flow(
        category: .submit, name: trace.names.intern("submit"), task: trace.names.intern(task),
        start: Flow.End(lane: from, time: Nanoseconds(start)),
        end: Flow.End(lane: to, time: Nanoseconds(end))))
  }

  /// Nil names no tasks: the program itself goes on on another lane.
  mutating func depend(
    _ tasks: (from: String, to: String)?, from: Int32, _ start: Int64, to: Int32, _ end: Int64
  ) {
    trace.flows.append(
      Flow(
        category: .dep, name: trace.names.intern("dep"),
        task: tasks.map { trace.names.intern("\($0.from)>\($0.to)") } ?? .none,
        start: Flow.End(lane: from, time: Nanoseconds(start)),
        end: Flow.End(lane: to, time: Nanoseconds(end))))
  }

  mutating func versions(_ versions: [String: String]) {
    var metadata = trace.metadata ?? TraceMetadata()
    metadata.versions = versions
    trace.metadata = metadata
  }

  private mutating func add(
    _ category: Category, _ name: String, on lane: Int32, _ from: Int64, _ to: Int64,
    _ detail: SpanDetail? = nil, task: String = ""
  ) {
    if let detail { trace.details.append(detail) }
    trace.spans.append(
      Span(
        start: Nanoseconds(from), end: Nanoseconds(to), name: trace.names.intern(name),
        lane: lane, category: category, task: trace.names.intern(task),
        detail: detail == nil ? -1 : Int32(trace.details.count - 1)))
  }

  private mutating func addAsync(
    _ category: Category, _ name: String, on lane: Int32, _ from: Int64, _ to: Int64,
    _ scope: Int32, task: String = ""
  ) {
    trace.asyncSpans.append(
      AsyncSpan(
        start: Nanoseconds(from), end: Nanoseconds(to), name: trace.names.intern(name),
        lane: lane, category: category, scope: scope, task: trace.names.intern(task)))
  }
}
