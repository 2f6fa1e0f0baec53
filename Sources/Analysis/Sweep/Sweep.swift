import TraceModel

/// One pass over the time-ordered edges of a run: all ledgers and overlaps at once.
///
/// Between two edges nothing changes, so each counter adds count · time to its
/// bucket (METHOD 12). The sweep's own state is proportional to lanes and live
/// tasks; `log` keeps the states for the passes that follow arrows.
struct Sweep {
  let facts: RunFacts
  var now: Int64 = 0

  var lanes: [LaneState]
  var groups: [GroupState]
  var asyncTasks: [AsyncState]
  /// Work and io of each task; nested tasks count for the innermost.
  var taskWork: [Int64]
  var taskIO: [Int64]
  var log = StateLog()
  var overlap: OverlapSums
  var steps = StepSums()
  var bodyCPU = BodyCPU()
  /// Steps that began while too many were open on their lane.
  var crowdedSteps = 0

  /// All lanes by state, and tasks past their pick-up by bucket.
  var laneCounts = Tally()
  var taskCounts = Tally()
  var unreadyThreads: Int64 = 0

  var core: CoreLedger
  var laneTime = Tally()
  var asyncIO: Int64 = 0
  var taskTime = Tally()

  init(_ facts: RunFacts, cores: Int64) {
    self.facts = facts
    core = CoreLedger(cores: cores)
    lanes = facts.lanes.map { LaneState($0) }
    groups = facts.groups.map { GroupState($0, threads: $0.lanes.count) }
    asyncTasks = Array(
      repeating: AsyncState(), count: 1 + (facts.tasks.lastIndex { $0.isAsync } ?? -1))
    taskWork = Array(repeating: 0, count: facts.tasks.count)
    taskIO = taskWork
    overlap = OverlapSums(facts)
    for lane in facts.lanes where lane.isExecutorThread {
      unreadyThreads += 1
      if lane.slotGroup >= 0 {
        groups[Int(lane.slotGroup)].unready += 1
        groups[Int(lane.slotGroup)].idleUnready += 1
      }
    }
  }

  mutating func run() {
    for edge in facts.edges() {
      if edge.time > now { advance(to: edge.time) }
      apply(edge)
    }
    advance(to: facts.makespan)
    overlap.close(at: now)
    for index in lanes.indices { closeLane(index) }
    for index in asyncTasks.indices { bookAsync(index) }
    for index in groups.indices { groups[index].flush(at: now) }
  }

  /// Adds count · time to everything that is not zero.
  private mutating func advance(to time: Int64) {
    let length = time - now
    guard length > 0 else { return }
    core.book(length, rest: restOfCores)
    laneTime.add(laneCounts, times: length)
    taskTime.add(taskCounts, times: length)
    asyncIO &+= core.now.tasks[.io] &* length
    overlap.book(
      computing: laneCounts[.work] > 0, waiting: laneCounts[.io] + core.now.tasks[.io] > 0,
      time: length)
    now = time
  }

  /// What idle cores are charged to when nothing waits (METHOD 4.3, last line).
  private var restOfCores: Bucket {
    if facts.model == .sequential { return .serial }
    switch facts.marks.phase(at: now) {
    case .after: return .teardown
    case .before: return .serial
    case .handingOut: return unreadyThreads > 0 ? .startup : .serial
    case .handedOut: return unreadyThreads > 0 ? .startup : .tail
    }
  }

  /// Changes a group: books it up to now, and keeps the sums over groups right.
  mutating func change(_ group: Int32, _ body: (inout GroupState) -> Void) {
    guard group >= 0 else { return }
    let index = Int(group)
    groups[index].flush(at: now)
    core.now.dispatchable -= groups[index].dispatchable
    core.now.startable -= groups[index].startable
    core.now.unserved -= groups[index].unserved
    body(&groups[index])
    core.now.dispatchable += groups[index].dispatchable
    core.now.startable += groups[index].startable
    core.now.unserved += groups[index].unserved
  }
}
