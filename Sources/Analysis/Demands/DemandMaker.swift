import TraceModel

/// Reads off a run what its tasks ask for and what its executor cost.
///
/// O(changes of state) in all; nothing for runs with more tasks than a replay takes. A class:
/// what each task asks of it copies nothing.
final class DemandMaker {
  let trace: Trace
  let facts: RunFacts
  let timelines: Timelines
  /// Whether threads that carry tasks waited for a core unseen: more of them than cores, and no
  /// scheduler events.
  let isCrowded: Bool
  let marks: SpanMarks?
  /// The steps of each task, by start.
  let steps: Grouped
  let bodyTimes: BodyTimes

  /// The most that a replay takes: it bounds the ladder's time, and the memory of many rounds.
  static let mostTasks = 20_000
  static let mostPhases = 60_000

  init(
    trace: Trace, facts: RunFacts, timelines: Timelines, isCoreEstimated: Bool,
    marks: SpanMarks? = nil
  ) {
    self.trace = trace
    self.facts = facts
    self.timelines = timelines
    let carriers = facts.lanes.count { $0.carriesTasks || $0.carriesSteps }
    isCrowded = isCoreEstimated && carriers > facts.cores
    self.marks = marks
    let isLarge = Self.isTooLarge(facts)
    bodyTimes = isLarge ? BodyTimes() : BodyTimes(facts)
    var steps = Grouped(isLarge ? 0 : facts.phases.count, owners: facts.tasks.count) {
      facts.phases[$0].category == .step ? facts.phases[$0].task : -1
    }
    steps.order {
      let (left, right) = (facts.phases[$0], facts.phases[$1])
      return (left.start, left.end) < (right.start, right.end)
    }
    self.steps = steps
  }

  private static func isTooLarge(_ facts: RunFacts) -> Bool {
    facts.tasks.count > mostTasks || facts.phases.count > 4 * mostPhases
  }

  func demands(slots: Int) -> RunDemands {
    var demands = RunDemands(
      model: facts.model, makespan: Nanoseconds(facts.makespan), cores: Int(facts.cores),
      slots: slots)
    demands.hasGIL = hasGIL
    demands.loopThreads = loopThreads
    demands.obstacle = obstacle
    if demands.obstacle == .tooLarge || demands.obstacle == .noTasks { return demands }
    let order = tasksInOrder
    // A loop per thread counts a limit that they share once for each of them.
    if usedGroups.count > 1, loopThreads != nil { demands.slots = mostInFlight(order) }
    demands.costs = costs(order)
    guard demands.obstacle == nil else { return demands }
    let serial = serialTimes(order)
    var phases = 0
    for (place, task) in order.enumerated() {
      var demand = self.demand(of: task)
      demand.serialBefore = Nanoseconds(serial[place])
      phases += demand.phases.count
      demands.tasks.append(demand)
      if phases > Self.mostPhases { break }
    }
    if phases > Self.mostPhases {
      demands.tasks = []
      demands.obstacle = .tooLarge
      return demands
    }
    demands.gilShare = gilShare(demands.hasGIL)
    demands.blockingShare = blockingShare(demands)
    return demands
  }

  private var obstacle: RunDemands.Obstacle? {
    if Self.isTooLarge(facts) { return .tooLarge }
    guard facts.tasks.contains(where: \.hasBody) else { return .noTasks }
    if !facts.tellsTasks { return .notTold }
    if usedGroups.count > 1, loopThreads == nil { return .severalExecutors }
    // One that names no tasks leads from a part of the coordinator's own program to the next.
    if facts.links.contains(where: { $0.category == .dep && $0.target >= 0 }) {
      return .dependencies
    }
    let coordinator = facts.coordinator
    let nested = facts.waits.contains { wait in
      wait.reason == .join && coordinator != Int(wait.lane)
        && facts.lanes[Int(wait.lane)].isExecutorThread
    }
    if nested || facts.taskWaits.contains(where: { $0.reason == .join }) { return .nestedTasks }
    if facts.tasks.contains(where: { !$0.hasBody }) { return .unfinished }
    if isCrowded, !knowsCPUTime { return .computingUnknown }
    return nil
  }

  /// The pools and loops that carry tasks.
  private var usedGroups: Set<Int> {
    Set(facts.tasks.lazy.map { Int($0.group) }).intersection(facts.groups.indices)
  }

  /// The threads of the loop that carries the tasks.
  ///
  /// Task groups whose tasks each stayed on one thread look like a loop per thread.
  private var loopThreads: Int? {
    let groups = usedGroups.map { facts.groups[$0] }
    guard !groups.isEmpty, groups.allSatisfy({ $0.kind == .loop }),
      groups.count == 1 || facts.model == .tasks
    else { return nil }
    return max(Set(groups.flatMap(\.lanes)).count, 1)
  }

  /// The most tasks between submission and end at one time.
  private func mostInFlight(_ order: [Int]) -> Int {
    let ends = order.map { facts.tasks[$0].end }.sorted()
    var ended = 0
    var most = 0
    for (count, task) in order.enumerated() {
      while ended < ends.count, ends[ended] <= facts.tasks[task].submit { ended += 1 }
      most = max(most, count + 1 - ended)
    }
    return max(most, 1)
  }

  private var knowsCPUTime: Bool { facts.phases.allSatisfy { !$0.isBody || $0.cpuTime >= 0 } }

  /// The outermost tasks by submission; a task inside another on one lane is a plain call.
  private var tasksInOrder: [Int] {
    var byLane: [Int32: (end: Int64, task: Int)] = [:]
    var kept: [Int] = []
    let order = facts.tasks.indices.sorted {
      let (left, right) = (facts.tasks[$0], facts.tasks[$1])
      return (left.start, right.end, $0) < (right.start, left.end, $1)
    }
    for task in order {
      let record = facts.tasks[task]
      if !record.isAsync {
        if let open = byLane[record.lane], record.end <= open.end, record.start < open.end {
          continue
        }
        byLane[record.lane] = (record.end, task)
      }
      kept.append(task)
    }
    return kept.sorted { (facts.tasks[$0].submit, $0) < (facts.tasks[$1].submit, $1) }
  }
}
