import TraceModel

/// Follows one lane after the other through its own time: three small stacks,
/// and what follows from them (METHOD section 3).
///
/// A stack holds what has started, innermost last; what has ended is dropped
/// when it comes to the top, so that spans that cross cost nothing extra. All
/// that depends on one lane only is added up here, O(1) a span.
struct LaneWalk: ~Copyable {
  struct Open<Value> {
    var end: Int64
    var value: Value
  }

  private let facts: RunFacts
  private let spans: LaneSpans
  private var phases: [Open<Int32>] = []
  private var waits: [Open<WaitReason>] = []
  private var slices: [Open<LaneScheduling>] = []

  private(set) var timelines: [LaneTimeline] = []
  private var columns = LaneTimeline.Columns()
  private(set) var sums: [LaneSums] = []
  /// Work and io of each pool task; nested tasks count for the innermost.
  private(set) var taskWork: [Int64]
  private(set) var taskIO: [Int64]
  private(set) var bodyCPU = BodyCPU()
  /// Waits on a loop's own lane that name their place in the program, and those for I/O inside a
  /// step: the wait, and the step or -1.
  private(set) var blockingCalls: [(wait: Int32, step: Int32)] = []

  private var now: Int64 = -1
  private var since: Int64 = 0
  private var flags = LaneTimeline.Flags()
  /// The pool task whose body is innermost while it makes progress, or -1.
  private var body: Int32 = -1
  private var tasks = Coverage()
  private var bodies = Coverage()
  private var steps = Coverage()

  init(_ facts: RunFacts, _ spans: LaneSpans) {
    self.facts = facts
    self.spans = spans
    taskWork = Array(repeating: 0, count: facts.tasks.count)
    taskIO = taskWork
    timelines.reserveCapacity(facts.lanes.count)
    sums.reserveCapacity(facts.lanes.count)
  }

  mutating func walkAll() {
    for lane in facts.lanes.indices { walk(lane) }
  }

  private mutating func walk(_ lane: Int) {
    sums.append(LaneSums())
    columns = LaneTimeline.Columns()
    defer { timelines.append(LaneTimeline(columns)) }
    let facts = facts.lanes[lane]
    guard facts.isBorn else { return }
    reset()
    var next = (
      phase: spans.phases.range(lane), wait: spans.waits.range(lane),
      slice: spans.slices.range(lane)
    )
    columns.reserve(2 * (next.phase.count + next.wait.count + next.slice.count) + 3)
    while true {
      let instant = min(
        nextStart(next.phase, next.wait, next.slice), nextEnd, nextPoint(of: facts))
      guard instant < self.facts.makespan else { break }
      now = instant
      open(&next.phase, &next.wait, &next.slice, on: facts)
      settle(lane, facts)
    }
    now = self.facts.makespan
    book(lane)
    sums[lane].tasks = tasks.total
    sums[lane].bodies = bodies.total
    sums[lane].steps = steps.total
  }

  private mutating func reset() {
    phases.removeAll(keepingCapacity: true)
    waits.removeAll(keepingCapacity: true)
    slices.removeAll(keepingCapacity: true)
    (now, since, body) = (-1, 0, -1)
    flags = LaneTimeline.Flags()
    (tasks, bodies, steps) = (Coverage(), Coverage(), Coverage())
  }

  private func nextStart(
    _ phase: Range<Int>, _ wait: Range<Int>, _ slice: Range<Int>
  ) -> Int64 {
    var first = Int64.max
    if let place = phase.first { first = facts.phases[spans.phases[place]].start }
    if let place = wait.first { first = min(first, facts.waits[spans.waits[place]].start) }
    if let place = slice.first { first = min(first, facts.slices[spans.slices[place]].start) }
    return first
  }

  /// When the innermost phase, wait or slice ends, or the last open task.
  private var nextEnd: Int64 {
    var first = Int64.max
    if let top = phases.last { first = top.end }
    if let top = waits.last { first = min(first, top.end) }
    if let top = slices.last { first = min(first, top.end) }
    return tasks.until > now ? min(first, tasks.until) : first
  }

  private func nextPoint(of lane: LaneFacts) -> Int64 {
    let birth = lane.birth > now ? lane.birth : Int64.max
    let ready = lane.ready > now ? lane.ready : Int64.max
    let death = lane.death > now ? lane.death : Int64.max
    return min(birth, ready, death)
  }

  /// Drops what has ended from the tops, then opens what starts now.
  private mutating func open(
    _ phase: inout Range<Int>, _ wait: inout Range<Int>, _ slice: inout Range<Int>,
    on lane: LaneFacts
  ) {
    while let top = phases.last, top.end <= now { phases.removeLast() }
    while let top = waits.last, top.end <= now { waits.removeLast() }
    while let top = slices.last, top.end <= now { slices.removeLast() }
    while let place = phase.first, facts.phases[spans.phases[place]].start == now {
      open(phase: spans.phases[place])
      phase.removeFirst()
    }
    while let place = wait.first, facts.waits[spans.waits[place]].start == now {
      open(wait: spans.waits[place], on: lane)
      wait.removeFirst()
    }
    while let place = slice.first, facts.slices[spans.slices[place]].start == now {
      let span = facts.slices[spans.slices[place]]
      if span.end > now { slices.append(Open(end: span.end, value: span.state)) }
      slice.removeFirst()
    }
  }

  private mutating func open(phase index: Int) {
    let span = facts.phases[index]
    guard span.end > now else { return }
    phases.append(Open(end: span.end, value: Int32(truncatingIfNeeded: index)))
    guard span.isBody else { return }
    if bodies.add(now, span.end) { bodyCPU.see(span.cpuTime) }
    if span.category == .task {
      _ = tasks.add(now, span.end)
    } else {
      _ = steps.add(now, span.end)
    }
  }

  private mutating func open(wait index: Int, on lane: LaneFacts) {
    let span = facts.waits[index]
    guard span.end > now else { return }
    waits.append(Open(end: span.end, value: span.reason))
    guard lane.loopGroup >= 0, lane.roles.contains(.loop) else { return }
    let top = phases.last?.value
    let step = top.flatMap { facts.phases[Int($0)].category == .step ? $0 : nil }
    guard span.site != .none || span.reason == .io && step != nil else { return }
    blockingCalls.append((Int32(truncatingIfNeeded: index), step ?? -1))
  }

  /// Finds the lane's state anew, and books the time since the last one.
  private mutating func settle(_ lane: Int, _ facts: LaneFacts) {
    let phase = phases.last.map { self.facts.phases[Int($0.value)] }
    let view = LaneView(
      scheduling: facts.hasSlices ? slices.last?.value ?? .block : nil, phase: phase?.category,
      wait: waits.last?.value, isCoordinator: facts.isCoordinator,
      isAlive: facts.birth <= now && now < facts.death)
    let state = view.state
    let new = LaneTimeline.Flags(
      state, isOnCore: view.isOnCore(in: state), isActive: tasks.until > now,
      isReady: facts.ready <= now)
    var body: Int32 = -1
    if state == .work || state == .io, let phase, phase.category == .task { body = phase.task }
    if new == flags, body == self.body { return }
    book(lane)
    self.body = body
    if new == flags { return }
    flags = new
    columns.append(new, at: now, sums[lane].states)
  }

  private mutating func book(_ lane: Int) {
    let time = now - since
    since = now
    if flags.isOnCore { sums[lane].onCore &+= time }
    guard time > 0, let state = flags.state else { return }
    sums[lane].states[state] &+= time
    guard body >= 0 else { return }
    if state == .work { taskWork[Int(body)] &+= time } else { taskIO[Int(body)] &+= time }
  }
}
