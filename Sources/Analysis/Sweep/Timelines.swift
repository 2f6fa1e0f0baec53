import TraceModel

/// The states of every lane and async task over time, whoever it is.
struct Timelines {
  /// A lane, or an async task.
  enum Owner {
    case lane(Int)
    case task(Int)
  }

  private let owners: RunOwners
  let makespan: Int64

  init(_ owners: RunOwners) {
    self.owners = owners
    makespan = owners.facts.makespan
  }

  /// Calls with every stretch of [from, to), clipped, in time order.
  ///
  /// A task's lane gives the states of its steps; outside its flight it has
  /// none. A lane that there is not, that of a task nobody took, is idle.
  func forEach(
    _ owner: Owner, from: Int64, to: Int64, _ body: (Int64, Int64, Bucket?) -> Void
  ) {
    switch owner {
    case .lane(let lane):
      guard owners.lanes.indices.contains(lane) else {
        if from < to { body(from, to, nil) }
        return
      }
      owners.lanes[lane].forEach(from: from, to: to, body)
    case .task(let task): forEach(task: task, from, to, body)
    }
  }

  private func forEach(
    task: Int, _ from: Int64, _ to: Int64, _ body: (Int64, Int64, Bucket?) -> Void
  ) {
    let range = owners.tasks.range(task)
    var now = from
    for place in range where now < to {
      let segment = owners.tasks.segments[place]
      let next =
        place + 1 < range.upperBound
        ? owners.tasks.segments[place + 1].start : owners.facts.tasks[task].end
      let end = min(next, to)
      if segment.start > now, now < min(segment.start, to) {
        body(now, min(segment.start, to), nil)
        now = min(segment.start, to)
      }
      guard end > now else { continue }
      if let bucket = segment.bucket {
        body(now, end, bucket)
      } else {
        owners.lanes[Int(segment.place)].forEach(from: now, to: end) { start, end, state in
          body(start, end, state ?? .unattributed)
        }
      }
      now = end
    }
    if now < to { body(now, to, nil) }
  }
}
