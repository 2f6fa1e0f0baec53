import TraceModel

extension FactsBuilder {
  /// Sorts the spans of the run's lanes into bodies, phases, waits and slices.
  ///
  /// The program's own spans only tell that their lane was there; they are most
  /// of a trace, so they are looked at by column and not kept.
  mutating func readSpans() {
    let (starts, ends) = (trace.spans.starts, trace.spans.ends)
    let (lanes, kinds) = (trace.spans.lanes, trace.spans.kinds)
    let plain = Category.span.rawValue
    let (from, to) = (scope.start, scope.end)
    var isSeen = [Bool](repeating: false, count: trace.lanes.count)
    var firsts = [Int64](repeating: .max, count: trace.lanes.count)
    for index in kinds.indices {
      guard kinds[index] == plain else {
        read(trace.spans[index])
        continue
      }
      let (start, end) = (starts[index], ends[index])
      let lane = Int(lanes[index])
      isSeen[lane] = true
      let isInside = start == end ? start >= from && start <= to : start < to && end > from
      if isInside, start < firsts[lane] { firsts[lane] = start }
    }
    for lane in isSeen.indices where isSeen[lane] && scope.lanes[lane] {
      facts.lanes[lane].hasEvents = true
      guard firsts[lane] < Int64.max else { continue }
      facts.lanes[lane].isBorn = true
      facts.lanes[lane].birth = min(facts.lanes[lane].birth, clipped(firsts[lane]))
    }
  }

  /// Any span but a finished one of the program's own.
  private mutating func read(_ span: Span) {
    var end = span.end.count
    if span.isUnfinished { end = max(end, scope.end) }
    let start = span.start.count
    let detail = span.detail < 0 ? nil : trace.details[Int(span.detail)]
    if span.category == .quota { return readQuota(span, detail, start, end) }
    if span.category == .sched { return readSlice(span, detail, start, end) }
    if span.category == .wait, let lane = detail?.schedulingLane, lane >= 0 {
      return readKernelWait(span, of: lane, start, end)
    }
    guard see(span.lane, start, end) else { return }
    if span.isUnfinished { facts.unfinished += 1 }
    if span.category != .span { place(span, body(span, detail, start, end)) }
  }

  private func body(
    _ span: Span, _ detail: SpanDetail?, _ start: Int64, _ end: Int64
  ) -> Body {
    let isWhole = start >= scope.start && end <= scope.end
    return Body(
      start: clipped(start), end: clipped(end), lane: span.lane, name: span.task,
      key: key(span, detail), cpuTime: isWhole ? cpuTime(detail, atMost: end - start) : -1)
  }

  /// What matches a task with the baseline's: its `args.key`, else its name.
  private func key(_ span: Span, _ detail: SpanDetail?) -> NameTable.ID {
    guard let key = detail?.key, key != .none else { return span.name }
    return key
  }

  private mutating func place(_ span: Span, _ body: Body) {
    switch span.category {
    case .task: bodies.append(body)
    case .step: stepSpans.append(body)
    case .startup, .dispatch, .serialize, .teardown:
      facts.phases.append(
        PhaseSpan(
          start: body.start, end: body.end, lane: span.lane, category: span.category, task: -1,
          cpuTime: -1))
    case .wait:
      facts.waits.append(
        WaitSpan(
          start: body.start, end: body.end, lane: span.lane, reason: reason(span.name),
          site: body.key == span.name ? .none : body.key))
    default: break
    }
  }

  /// The thread's CPU time in a body that lies wholly in the window; -1 where it does not say.
  ///
  /// The clock is read just outside the body, and a file may claim anything: never more than the
  /// body's own time.
  private func cpuTime(_ detail: SpanDetail?, atMost length: Int64) -> Int64 {
    guard let time = detail?.cpuTime, time >= .zero else { return -1 }
    return min(time.count, length)
  }

  /// A slice belongs to the lane its arguments name, else to its own.
  private mutating func readSlice(
    _ span: Span, _ detail: SpanDetail?, _ start: Int64, _ end: Int64
  ) {
    let named = detail?.schedulingLane ?? -1
    let lane = named >= 0 ? named : span.lane
    guard let state = schedulingState(span.name), see(lane, start, end) else { return }
    facts.lanes[Int(lane)].hasSlices = true
    facts.slices.append(
      SchedulingSpan(
        start: clipped(start), end: clipped(end), lane: lane, state: LaneScheduling(state)))
  }

  /// Where no span is a task, the outermost spans of each lane stand for tasks.
  mutating func adoptPlainSpans() {
    var outermost = trace.lanes.map { _ in OutermostSpans() }
    let spans = trace.spans
    for index in spans.indices where spans.category(at: index) == .span {
      let lane = Int(spans.lanes[index])
      guard scope.lanes[lane] else { continue }
      var end = spans.ends[index]
      if end < scope.end, spans[index].isUnfinished { end = scope.end }
      guard touchesWindow(spans.starts[index], end) else { continue }
      facts.adoptsPlainSpans = true
      outermost[lane].add(index, clipped(spans.starts[index]), clipped(end))
    }
    guard facts.adoptsPlainSpans else { return }
    facts.notes.append(
      "no span says that it is a task: the outermost spans of each lane are counted as tasks")
    for lane in outermost.indices {
      for index in outermost[lane].indices() {
        let span = spans[index]
        let end = span.isUnfinished ? max(span.end.count, scope.end) : span.end.count
        let detail = span.detail < 0 ? nil : trace.details[Int(span.detail)]
        var body = body(span, detail, span.start.count, end)
        body.name = .none
        bodies.append(body)
      }
    }
  }

  /// One task per `args.task` and lane; a body without one is a task of its own.
  mutating func makePoolTasks() {
    facts.tasks.reserveCapacity(facts.tasks.count + bodies.count)
    facts.phases.reserveCapacity(facts.phases.count + bodies.count + stepSpans.count)
    for body in bodies {
      let task: Int32
      if body.name == .none {
        task = append(body)
      } else if let known = poolTasks.find(body.name, on: body.lane) {
        task = known
        facts.tasks[Int(task)].start = min(facts.tasks[Int(task)].start, body.start)
        facts.tasks[Int(task)].end = max(facts.tasks[Int(task)].end, body.end)
      } else {
        task = append(body)
        poolTasks.insert(task, named: body.name, on: body.lane)
      }
      let lane = Int(body.lane)
      facts.lanes[lane].carriesTasks = true
      facts.lanes[lane].firstBody = min(facts.lanes[lane].firstBody, body.start)
      facts.phases.append(
        PhaseSpan(
          start: body.start, end: body.end, lane: body.lane, category: .task, task: task,
          cpuTime: body.cpuTime))
    }
    bodies = []
    for index in facts.tasks.indices where !facts.tasks[index].isAsync {
      let task = facts.tasks[index]
      facts.tasks[index].submit = task.start
      facts.tasks[index].pickup = task.start
      facts.tasks[index].sent = task.end
      facts.tasks[index].seen = task.end
    }
  }

  private mutating func append(_ body: Body) -> Int32 {
    facts.tasks.append(
      TaskRecord(
        submit: body.start, pickup: body.start, start: body.start, end: body.end, sent: body.end,
        seen: body.end, lane: body.lane, name: body.name, key: body.key, isAsync: false))
    return Int32(truncatingIfNeeded: facts.tasks.count - 1)
  }
}

/// Finds the task of a name, of which each lane may hold one.
///
/// Names are unique within a well-formed run, so the first task of a name needs
/// no hashing; only further lanes with the same name do.
struct PoolTaskIndex {
  private var first: [(task: Int32, lane: Int32)]
  private var others: [UInt64: Int32] = [:]

  init(names: Int) { first = Array(repeating: (-1, -1), count: names) }

  /// The task of that name on that lane.
  func find(_ name: NameTable.ID, on lane: Int32) -> Int32? {
    let entry = first[Int(name.index)]
    if entry.task < 0 { return nil }
    return entry.lane == lane ? entry.task : others[key(name, lane)]
  }

  /// The task of that name, on that lane if there is one.
  func find(_ name: NameTable.ID, preferably lane: Int32?) -> Int32? {
    let entry = first[Int(name.index)]
    guard entry.task >= 0 else { return nil }
    return lane.flatMap { find(name, on: $0) } ?? entry.task
  }

  mutating func insert(_ task: Int32, named name: NameTable.ID, on lane: Int32) {
    if first[Int(name.index)].task < 0 {
      first[Int(name.index)] = (task, lane)
    } else {
      others[key(name, lane)] = task
    }
  }

  private func key(_ name: NameTable.ID, _ lane: Int32) -> UInt64 {
    UInt64(name.index) << 32 | UInt64(UInt32(bitPattern: lane))
  }
}
