import TraceModel

/// What the lanes and async tasks of a run did, each followed by itself: all
/// that the sweep over their common time needs, and all that needs no sweep.
///
/// Shared, never changed.
final class RunOwners: Sendable {
  let facts: RunFacts
  let laneSpans: LaneSpans
  let asyncSpans: AsyncSpans
  let lanes: [LaneTimeline]
  let laneSums: [LaneSums]
  let tasks: AsyncTimelines
  let stages: LaneStages
  let steps: StepSums
  let bodyCPU: BodyCPU
  /// The step is -1 outside of steps.
  let blockingCalls: [(wait: Int32, step: Int32)]
  /// Work and io of each task; nested tasks count for the innermost.
  let taskWork: [Int64]
  let taskIO: [Int64]
  /// Slots in use by bucket, of each group.
  let slots: [Tally]
  /// All lanes' time by state.
  let laneTime: Tally
  /// Async tasks' I/O outside of steps.
  let asyncIO: Int64
  /// From a to z of every task, but for queueing (METHOD 4.4).
  let taskTime: Tally

  init(_ facts: RunFacts) {
    self.facts = facts
    laneSpans = LaneSpans(facts)
    var walk = LaneWalk(facts, laneSpans)
    walk.walkAll()
    lanes = walk.timelines
    laneSums = walk.sums
    bodyCPU = walk.bodyCPU
    blockingCalls = walk.blockingCalls
    stages = LaneStages(facts, lanes)
    asyncSpans = AsyncSpans(facts)
    var asyncWalk = AsyncWalk(facts, asyncSpans, lanes)
    asyncWalk.walkAll()
    tasks = asyncWalk.timelines
    steps = asyncWalk.figures
    let ledgers = AsyncLedgers(facts, tasks, lanes)
    asyncIO = ledgers.io
    var (work, io) = (walk.taskWork, walk.taskIO)
    for task in 0..<facts.asyncCount {
      work[task] = asyncWalk.work[task]
      io[task] = asyncWalk.io[task]
    }
    (taskWork, taskIO) = (work, io)
    var (slots, laneTime, taskTime) = (ledgers.groups, Tally(), stages.ledger)
    for group in ledgers.groups { taskTime.add(group, times: 1) }
    for (lane, sums) in zip(facts.lanes, laneSums) {
      laneTime.add(sums.states, times: 1)
      if lane.isBorn, lane.slotGroup >= 0 {
        slots[Int(lane.slotGroup)].add(sums.states, times: 1)
      }
    }
    for task in facts.tasks {
      let done = task.isAsync ? task.end : task.sent
      taskTime[.result] &+= task.seen - done
    }
    (self.slots, self.laneTime, self.taskTime) = (slots, laneTime, taskTime)
  }

  /// W and Y: work and io of all tasks, nested ones once (METHOD 6.1).
  var work: Int64 { laneTime[.work] }
  var io: Int64 { laneTime[.io] &+ asyncIO }
}
