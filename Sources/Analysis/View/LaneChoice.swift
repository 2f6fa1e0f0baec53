import TraceModel

/// Which lanes and async tasks a view shows: as many as the limit allows, the longest-lived first.
struct LaneChoice {
  /// A thread, or an async task.
  struct Candidate {
    var owner: Timelines.Owner
    var id: LaneID
    var life: Int64
    /// A guess at its stretches, for a pool's lane without the classes of its idle time.
    var stretches: Int
  }

  /// All there are, the longest-lived first.
  let candidates: [Candidate]

  init(_ owners: RunOwners) {
    let facts = owners.facts
    var all: [Candidate] = facts.lanes.indices.filter { facts.lanes[$0].isBorn }.map { lane in
      let life =
        min(facts.lanes[lane].death, facts.makespan) - min(facts.lanes[lane].birth, facts.makespan)
      return Candidate(
        owner: .lane(lane), id: facts.lanes[lane].id, life: life,
        stretches: owners.lanes[lane].stateChanges + 1)
    }
    for task in 0..<max(facts.asyncCount, 0) {
      let record = facts.tasks[task]
      all.append(
        Candidate(
          owner: .task(task), id: facts.lanes[Int(record.lane)].id,
          life: record.end - record.submit, stretches: owners.tasks.range(task).count + 2))
    }
    candidates = all.enumerated().sorted { left, right in
      (-left.element.life, left.element.id, left.offset)
        < (-right.element.life, right.element.id, right.offset)
    }.map(\.element)
  }

  /// The threads that may be shown by their own changes alone.
  func lanes(within limit: Int) -> [Int] {
    var rest = limit
    var lanes: [Int] = []
    for candidate in candidates where candidate.stretches <= rest {
      rest -= candidate.stretches
      if case .lane(let lane) = candidate.owner { lanes.append(lane) }
    }
    return lanes
  }
}

extension LaneTimeline {
  /// How often the state changes.
  fileprivate var stateChanges: Int {
    var last: Bucket?
    var changes = 0
    for flags in flags {
      let state = flags.state
      if state != last { changes += 1 }
      last = state
    }
    return changes
  }
}
