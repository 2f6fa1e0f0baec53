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

  /// Whether it leads from an instant to itself, and so tells nothing.
  func isLoop(on lane: Int) -> Bool {
    !endsSomething && wait == nil && sourceTime == time && Int(sourceLane) == lane
  }

  /// The latest release wins; ties go to the largest ts, then to the largest lane.
  ///
  /// What is still equal is ordered by its kind and by where the path goes on,
  /// so that the order of events does not matter.
  static func precedes(
    _ left: (release: Release, kind: UInt8), _ right: (release: Release, kind: UInt8),
    _ lanes: [LaneFacts]
  ) -> Bool {
    let (first, second) = (left.release, right.release)
    if first.time != second.time { return first.time < second.time }
    if first.sourceTime != second.sourceTime { return first.sourceTime < second.sourceTime }
    let ids = (lanes[Int(first.sourceLane)].id, lanes[Int(second.sourceLane)].id)
    if ids.0 != ids.1 { return ids.0 < ids.1 }
    if left.kind != right.kind { return left.kind < right.kind }
    if first.handOff != second.handOff { return first.handOff < second.handOff }
    return (first.wait?.start ?? first.sourceTime) < (second.wait?.start ?? second.sourceTime)
  }
}

/// The tasks by their end, for finding who finished last in an interval; put in
/// order when first asked.
struct Finishers {
  private let facts: RunFacts
  private var order: [Int32]?

  init(_ facts: RunFacts) { self.facts = facts }

  private func ordered() -> [Int32] {
    let facts = facts
    var order = facts.tasks.indices.filter { facts.tasks[$0].hasBody }
      .map { Int32(truncatingIfNeeded: $0) }
    TimeOrder.sort(&order) { facts.tasks[Int($0)].end }
    var first = 0
    while first < order.count {
      let end = facts.tasks[Int(order[first])].end
      var next = first + 1
      while next < order.count, facts.tasks[Int(order[next])].end == end { next += 1 }
      if next - first > 1 {
        order[first..<next].sort { lane(Int($0)) < lane(Int($1)) }
      }
      first = next
    }
    return order
  }

  private func lane(_ task: Int) -> LaneID { facts.lanes[Int(place(facts.tasks[task]))].id }

  /// Where a task ended: an async task on the lane of its steps.
  private func place(_ task: TaskRecord) -> Int32 {
    task.lastStepLane >= 0 ? task.lastStepLane : task.lane
  }

  /// The last task to end in (start, end] on another lane than the one given.
  ///
  /// Looks at no more than a few candidates, so that many tasks on the waiting
  /// lane itself cannot make the search long.
  mutating func last(
    after start: Int64, to end: Int64, notOn lane: Int32
  ) -> (lane: Int32, end: Int64)? {
    let order = self.order ?? ordered()
    self.order = order
    var low = 0
    var high = order.count
    while low < high {
      let middle = (low + high) / 2
      if facts.tasks[Int(order[middle])].end <= end { low = middle + 1 } else { high = middle }
    }
    for candidate in stride(from: low - 1, through: max(low - 1024, 0), by: -1) {
      let task = facts.tasks[Int(order[candidate])]
      if task.end <= start { return nil }
      if place(task) != lane { return (place(task), task.end) }
    }
    return nil
  }
}
