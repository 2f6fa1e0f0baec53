import TraceModel

/// Turns the events of one run into its facts, in a few passes over the trace.
struct FactsBuilder {
  let trace: Trace
  let scope: RunScope
  var facts: RunFacts
  /// The task spans met, before tasks are told apart.
  var bodies: [Body] = []
  var stepSpans: [Body] = []
  /// Waits that the kernel told, before they are set against the program's own.
  var kernelWaits: [WaitSpan] = []
  /// What the CPU quota withheld, before it is set against the time lanes were ready.
  var quotaPolls: [QuotaPoll] = []
  /// The scope of each async task, which come first among the tasks.
  var asyncScopes: [Int32] = []
  var poolTasks: PoolTaskIndex
  private var reasons: [WaitReason?]
  private var states: [SchedulingState??]

  /// A body as met in the file: clipped, its task not yet resolved.
  struct Body {
    var start: Int64
    var end: Int64
    var lane: Int32
    var name: NameTable.ID
    var key: NameTable.ID
    var cpuTime: Int64
  }

  init(_ trace: Trace, scope: RunScope) {
    self.trace = trace
    self.scope = scope
    let cores = scope.arguments.map { Int64($0.cores) } ?? 0
    facts = RunFacts(
      makespan: scope.makespan,
      model: scope.arguments?.model ?? scope.model ?? ExecutionModel(rawValue: "unknown"),
      cores: cores, coresAreKnown: cores > 0)
    facts.origin = scope.start
    facts.notes = scope.notes
    facts.runLane = scope.runLane
    facts.tellsDependencies = trace.tellsDependencies
    facts.tellsTasks = scope.tellsTasks
    poolTasks = PoolTaskIndex(names: trace.names.count)
    reasons = Array(repeating: nil, count: trace.names.count)
    states = Array(repeating: nil, count: trace.names.count)
    facts.lanes = trace.lanes.indices.map {
      LaneFacts(id: trace.lanes[$0].id, roles: scope.lanes[$0] ? trace.lanes[$0].roles : [])
    }
  }

  mutating func build() -> RunFacts {
    readSpans()
    addKernelWaits()
    relabelThrottled()
    readInstants()
    readAsyncSpans()
    if bodies.isEmpty, stepSpans.isEmpty, facts.tasks.isEmpty { adoptPlainSpans() }
    makePoolTasks()
    attachSteps()
    readFlows()
    settleLanes()
    makeGroups()
    settleMarks()
    return facts
  }

  /// Relative to the window and clipped to it.
  func clipped(_ time: Int64) -> Int64 {
    min(max(time, scope.start), scope.end) - scope.start
  }

  /// Whether the interval has a part, or as an instant lies, in the window.
  func touchesWindow(_ start: Int64, _ end: Int64) -> Bool {
    if start == end { return start >= scope.start && start <= scope.end }
    return start < scope.end && end > scope.start
  }

  /// Notes that a lane did something; returns whether it is in the window.
  mutating func see(_ lane: Int32, _ start: Int64, _ end: Int64) -> Bool {
    let index = Int(lane)
    guard scope.lanes[index] else { return false }
    facts.lanes[index].hasEvents = true
    guard touchesWindow(start, end) else { return false }
    facts.lanes[index].isBorn = true
    facts.lanes[index].birth = min(facts.lanes[index].birth, clipped(start))
    return true
  }

  mutating func reason(_ name: NameTable.ID) -> WaitReason {
    if let known = reasons[Int(name.index)] { return known }
    let reason = WaitReason(word: trace.names[name])
    reasons[Int(name.index)] = reason
    return reason
  }

  mutating func schedulingState(_ name: NameTable.ID) -> SchedulingState? {
    if let known = states[Int(name.index)] { return known }
    let state = SchedulingState(word: trace.names[name])
    states[Int(name.index)] = .some(state)
    return state
  }

  mutating func readInstants() {
    let birth = trace.names.find("birth")
    let ready = trace.names.find("ready")
    let death = trace.names.find("death")
    for instant in trace.instants {
      let time = instant.time.count
      let lane = Int(instant.lane)
      _ = see(instant.lane, time, time)
      guard instant.category == .lane, scope.lanes[lane] else { continue }
      if instant.name == birth { facts.lanes[lane].explicitBirth = clipped(time) }
      if instant.name == ready { facts.lanes[lane].explicitReady = clipped(time) }
      if instant.name == death { facts.lanes[lane].death = clipped(time) }
    }
  }
}
