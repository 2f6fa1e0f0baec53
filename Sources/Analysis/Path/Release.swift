import TraceModel

/// "This lane could not go on before `time` because of what happened at `sourceTime`
/// on another": what the critical path follows backwards (METHOD 6.3).
struct Release {
  /// v: when the lane could go on.
  var time: Int64
  var sourceLane: Int32
  /// ts: when the source let it.
  var sourceTime: Int64
  /// The bucket of [ts, v) where no phase explains it.
  var handOff: Bucket
  /// An async task's wait before ts: the path goes on where it was issued.
  var wait: Wait?
  /// Whether what begins at the source's instant is no cause of it.
  var endsSomething: Bool

  struct Wait {
    var start: Int64
    var lane: Int32
    var bucket: Bucket
  }

  /// The latest release wins; ties go to the largest ts, then to the largest lane.
  static func precedes(_ left: Release, _ right: Release, _ lanes: [LaneFacts]) -> Bool {
    if left.time != right.time { return left.time < right.time }
    if left.sourceTime != right.sourceTime { return left.sourceTime < right.sourceTime }
    return lanes[Int(left.sourceLane)].id < lanes[Int(right.sourceLane)].id
  }
}

/// An interval in which a lane waited: for an arrow, or for tasks to end.
struct WaitInterval {
  var start: Int64
  var end: Int64
  var lane: Int32
  var reason: WaitReason
  /// Whether an arrow ended it.
  var hasArrow = false
}

/// The tasks by their end, for finding who finished last in an interval.
struct Finishers {
  private var order: [Int32]
  private let facts: RunFacts

  init(_ facts: RunFacts) {
    self.facts = facts
    order = facts.tasks.indices.filter { facts.tasks[$0].hasBody }
      .map { Int32(truncatingIfNeeded: $0) }
    order.sort {
      let (left, right) = (facts.tasks[Int($0)], facts.tasks[Int($1)])
      if left.end != right.end { return left.end < right.end }
      return Finishers.lane(left, facts) < Finishers.lane(right, facts)
    }
  }

  /// Where a task ended: an async task on the lane of its steps.
  private static func lane(_ task: TaskRecord, _ facts: RunFacts) -> LaneID {
    facts.lanes[Int(place(task))].id
  }

  private static func place(_ task: TaskRecord) -> Int32 {
    task.lastStepLane >= 0 ? task.lastStepLane : task.lane
  }

  /// The last task to end in (start, end] on another lane than the one given.
  ///
  /// Looks at no more than a few candidates, so that many tasks on the waiting
  /// lane itself cannot make the search long.
  func last(after start: Int64, to end: Int64, notOn lane: Int32) -> (lane: Int32, end: Int64)? {
    var low = 0
    var high = order.count
    while low < high {
      let middle = (low + high) / 2
      if facts.tasks[Int(order[middle])].end <= end { low = middle + 1 } else { high = middle }
    }
    for place in stride(from: low - 1, through: max(low - 1024, 0), by: -1) {
      let task = facts.tasks[Int(order[place])]
      if task.end <= start { return nil }
      if Self.place(task) != lane { return (Self.place(task), task.end) }
    }
    return nil
  }
}
