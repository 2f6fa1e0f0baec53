import TraceModel

/// Steps and waits by async task, in the order in which they nest.
struct AsyncSpans {
  let steps: Grouped
  let waits: Grouped
  /// The waits again, by their end: for asking what ended last.
  let waitsByEnd: Grouped

  init(_ facts: RunFacts) {
    let tasks = facts.asyncCount
    var steps = Grouped(facts.phases.count, owners: tasks) {
      facts.phases[$0].category == .step ? facts.phases[$0].task : -1
    }
    steps.order {
      let (left, right) = (facts.phases[$0], facts.phases[$1])
      if left.start != right.start { return left.start < right.start }
      if left.end != right.end { return left.end > right.end }
      return facts.lanes[Int(left.lane)].id < facts.lanes[Int(right.lane)].id
    }
    self.steps = steps
    var waits = Grouped(facts.taskWaits.count, owners: tasks) { facts.taskWaits[$0].task }
    waits.order {
      let (left, right) = (facts.taskWaits[$0], facts.taskWaits[$1])
      if left.start != right.start { return left.start < right.start }
      return (right.end, left.reason) < (left.end, right.reason)
    }
    self.waits = waits
    waits.order {
      let (left, right) = (facts.taskWaits[$0], facts.taskWaits[$1])
      if left.end != right.end { return left.end < right.end }
      return (left.start, left.reason) < (right.start, right.reason)
    }
    waitsByEnd = waits
  }
}
