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

    /// Threads come before async tasks.
    fileprivate var place: Int {
      switch owner {
      case .lane(let lane): lane - Int.max / 2
      case .task(let task): task
      }
    }
  }

  /// Those that may be shown, the longest-lived first.
  let candidates: [Candidate]
  /// How many there are in all.
  let count: Int

  /// - Parameters:
  ///   - owners: The run.
  ///   - limit: The most that may be shown; of many more async tasks the others take no room.
  init(_ owners: RunOwners, limit: Int) {
    let facts = owners.facts
    var all: [Candidate] = facts.lanes.indices.filter { facts.lanes[$0].isBorn }.map { lane in
      let (birth, death) = (facts.lanes[lane].birth, facts.lanes[lane].death)
      return Candidate(
        owner: .lane(lane), id: facts.lanes[lane].id,
        life: min(death, facts.makespan) - min(birth, facts.makespan),
        stretches: owners.lanes[lane].stateChanges + 1)
    }
    let tasks = facts.tasks.prefix(max(facts.asyncCount, 0))
    count = all.count + tasks.count
    let shortest = Self.shortest(tasks, limit)
    for (index, task) in tasks.enumerated() where task.end - task.submit >= shortest {
      all.append(
        Candidate(
          owner: .task(index), id: facts.lanes[Int(task.lane)].id, life: task.end - task.submit,
          stretches: owners.tasks.range(index).count + 2))
      if all.count > 4 * limit + 4096 { all = Array(Self.sorted(all).prefix(2 * limit)) }
    }
    candidates = Self.sorted(all)
  }

  /// What the longest-lived tasks live at least.
  private static func shortest(_ tasks: ArraySlice<TaskRecord>, _ limit: Int) -> Int64 {
    guard tasks.count > limit else { return 0 }
    var lives = tasks.map { $0.end - $0.submit }
    TimeOrder.sort(&lives)
    return lives[lives.count - max(limit, 1)]
  }

  /// Longest first; what lives as long in the order of the file's lanes, then of its tasks.
  private static func sorted(_ candidates: [Candidate]) -> [Candidate] {
    candidates.sorted { left, right in
      (-left.life, left.id, left.place) < (-right.life, right.id, right.place)
    }
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
