import TraceModel

extension FactsBuilder {
  /// Gives every lane of the run its birth, its readiness and its death.
  mutating func settleLanes() {
    let named = facts.lanes.contains { $0.roles.contains(.coordinator) }
    for index in facts.lanes.indices {
      var lane = facts.lanes[index]
      lane.isCoordinator =
        named ? lane.roles.contains(.coordinator) : Int32(index) == scope.runLane
      // Where nothing tells tasks, a lane's first span does not tell its birth.
      lane.birth = lane.explicitBirth ?? (facts.adoptsPlainSpans ? 0 : lane.birth)
      lane.death = max(lane.death, lane.isBorn ? lane.birth : 0)
      lane.ready = lane.isBorn ? lane.birth : 0
      facts.lanes[index] = lane
    }
    for phase in facts.phases where phase.category == .startup {
      let lane = Int(phase.lane)
      if phase.end <= facts.lanes[lane].firstBody {
        facts.lanes[lane].ready = max(facts.lanes[lane].ready, phase.end)
      }
    }
    for index in facts.lanes.indices {
      if let ready = facts.lanes[index].explicitReady { facts.lanes[index].ready = ready }
    }
  }

  /// Forms the pool and the loops of the run and gives each its slots (METHOD 4.1).
  mutating func makeGroups() {
    let loops = makeLoops()
    makePool(isAlone: loops == 0)
    declareLoops(loops)
    let pool = facts.groups.firstIndex { $0.kind == .pool }
    for index in facts.tasks.indices where !facts.tasks[index].isAsync {
      let lane = facts.tasks[index].lane
      let group = lane < 0 ? -1 : facts.lanes[Int(lane)].slotGroup
      facts.tasks[index].group = group >= 0 ? group : Int32(pool ?? 0)
    }
  }

  /// One group per loop lane, and one for the tasks of a multi-threaded executor.
  private mutating func makeLoops() -> Int {
    let isAsync = facts.model.slotsAreAsyncTasks
    var isShared = false
    var lanes: Set<Int32> = []
    for task in 0..<facts.asyncCount {
      if let lane = facts.loopLane(of: task) { lanes.insert(lane) } else { isShared = true }
    }
    for (index, lane) in facts.lanes.enumerated()
    where lane.isBorn && lane.roles.contains(.loop) && !isShared && (lane.carriesSteps || isAsync) {
      lanes.insert(Int32(truncatingIfNeeded: index))
    }
    for lane in lanes.sorted(by: { facts.lanes[Int($0)].id < facts.lanes[Int($1)].id }) {
      let id = facts.lanes[Int(lane)].id
      facts.lanes[Int(lane)].loopGroup = appendLoop(
        named: "\(id.process)/\(id.thread)", lanes: [lane])
    }
    let isEmpty =
      lanes.isEmpty && isAsync && !facts.lanes.contains(where: \.carriesTasks)
    let shared = isShared || isEmpty ? appendExecutor() : -1
    for task in 0..<facts.asyncCount {
      let lane = facts.loopLane(of: task)
      facts.tasks[task].group = lane.map { facts.lanes[Int($0)].loopGroup } ?? shared
    }
    return facts.groups.count
  }

  /// The threads of a multi-threaded executor are those that ran steps, and the
  /// workers of a run whose model says that its tasks are async.
  private mutating func appendExecutor() -> Int32 {
    let group = appendLoop(named: "executor", lanes: [])
    let isAsync = facts.model.slotsAreAsyncTasks
    for (index, lane) in facts.lanes.enumerated() where lane.isBorn && lane.loopGroup < 0 {
      let isThread = lane.carriesSteps || isAsync && lane.roles.contains(.worker)
      guard isThread, !lane.carriesTasks else { continue }
      facts.lanes[index].loopGroup = group
      facts.groups[Int(group)].lanes.append(Int32(truncatingIfNeeded: index))
    }
    return group
  }

  private mutating func appendLoop(named name: String, lanes: [Int32]) -> Int32 {
    facts.groups.append(GroupFacts(kind: .loop, name: name, slots: 0, lanes: lanes))
    return Int32(truncatingIfNeeded: facts.groups.count - 1)
  }

  /// The worker lanes, and lanes of no known role that carry tasks.
  private mutating func makePool(isAlone: Bool) {
    let anyWorker = facts.lanes.contains { $0.roles.contains(.worker) }
    var lanes: [Int32] = []
    var unborn = 0
    for (index, lane) in facts.lanes.enumerated() where scope.lanes[index] {
      let isWorker = lane.roles.contains(.worker) && lane.loopGroup < 0
      if isWorker, !lane.hasEvents { unborn += 1 }
      let carries = lane.carriesTasks && (lane.roles.isEmpty || !anyWorker)
      let works = lane.roles.contains(.worker) && (lane.loopGroup < 0 || lane.carriesTasks)
      if lane.isBorn, carries || works { lanes.append(Int32(index)) }
    }
    let arguments = scope.arguments
    let declared = arguments?.executors["pool"] ?? (isAlone ? arguments?.slots : nil)
    let hasTasks = facts.tasks.contains { !$0.isAsync }
    guard !lanes.isEmpty || unborn > 0 || hasTasks || isAlone || (declared ?? 0) > 0 else { return }
    let group = Int32(truncatingIfNeeded: facts.groups.count)
    for lane in lanes { facts.lanes[Int(lane)].slotGroup = group }
    let known = Int64(declared ?? lanes.count + (facts.model.slotsAreAsyncTasks ? 0 : unborn))
    if known < lanes.count {
      facts.notes.append(
        "\(known) slots were declared, but \(lanes.count) lanes carried tasks: each is a slot")
    }
    facts.groups.append(
      GroupFacts(
        kind: .pool, name: "pool", slots: max(known, Int64(lanes.count)), lanes: lanes))
  }

  /// Declared limits of loops: `executors.loop` is each loop's own limit, unless
  /// the slots declared for the run say that it is their sum.
  private mutating func declareLoops(_ loops: Int) {
    guard loops > 0, let arguments = scope.arguments else { return }
    let pool = facts.groups.first { $0.kind == .pool }?.slots ?? 0
    var limit: Int64?
    if let each = arguments.executors["loop"].map({ Int64($0) }) {
      let sum = arguments.slots.map { Int64($0) }
      limit = loops > 1 && sum == pool &+ each ? nil : each
    } else if loops == 1, let slots = arguments.slots {
      limit = Int64(slots) &- pool
    }
    guard let limit, limit > 0 else { return }
    for index in 0..<loops { facts.groups[index].slots = limit }
  }

  /// First submission, last submission and last end, of the run and of each group.
  mutating func settleMarks() {
    for task in facts.tasks {
      facts.marks.see(task)
      facts.groups[Int(task.group)].marks.see(task)
    }
    var common = Int64.max
    for phase in facts.phases where phase.category == .startup {
      let lane = facts.lanes[Int(phase.lane)]
      facts.marks.firstCreation = min(facts.marks.firstCreation, phase.start)
      if lane.slotGroup < 0, lane.loopGroup < 0 { common = min(common, phase.start) }
      for group in [lane.slotGroup, lane.loopGroup] where group >= 0 {
        let first = facts.groups[Int(group)].marks.firstCreation
        facts.groups[Int(group)].marks.firstCreation = min(first, phase.start)
      }
    }
    facts.marks.close(at: facts.makespan)
    for index in facts.groups.indices {
      let first = facts.groups[index].marks.firstCreation
      facts.groups[index].marks.firstCreation = min(first, common)
      facts.groups[index].marks.close(at: facts.makespan)
    }
  }
}

extension RunFacts {
  /// The loop lane that carries an async task; nil on a multi-threaded executor.
  fileprivate func loopLane(of task: Int) -> Int32? {
    let (own, lane) = (tasks[task].lane, tasks[task].stepLane)
    if lanes[Int(own)].roles.contains(.loop) { return own }
    return lane >= 0 && lanes[Int(lane)].roles.contains(.loop) ? lane : nil
  }
}
