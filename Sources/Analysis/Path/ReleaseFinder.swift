import TraceModel

/// Collects every release of a run, by lane and in time order (METHOD 6.3).
struct ReleaseFinder {
  let facts: RunFacts
  let timelines: Timelines
  let bodies: Bodies
  let finishers: Finishers
  private var releases: [[Release]]
  /// Lane waits and the coordinator's unobserved gaps, by lane and start.
  private var waits: [[WaitInterval]]

  init(_ facts: RunFacts, _ timelines: Timelines) {
    self.facts = facts
    self.timelines = timelines
    bodies = Bodies(facts)
    finishers = Finishers(facts)
    releases = Array(repeating: [], count: facts.lanes.count)
    waits = releases.map { _ in [] }
  }

  mutating func releasesByLane(coordinator: Int?) -> [[Release]] {
    for wait in facts.waits where wait.reason != .gil {
      waits[Int(wait.lane)].append(
        WaitInterval(start: wait.start, end: wait.end, lane: wait.lane, reason: wait.reason))
    }
    if let coordinator { addGaps(of: coordinator) }
    for lane in waits.indices { waits[lane].sort { ($0.start, $1.end) < ($1.start, $0.end) } }
    for link in facts.links { add(link) }
    addJoins()
    addSteps()
    let lanes = facts.lanes
    for lane in releases.indices { releases[lane].sort { Release.precedes($0, $1, lanes) } }
    return releases
  }

  /// An unobserved coordinator waits, as far as anyone can tell.
  private mutating func addGaps(of lane: Int) {
    var gaps: [WaitInterval] = []
    timelines.forEach(.lane(lane), from: 0, to: facts.makespan) { start, end, state in
      guard state == nil else { return }
      if let last = gaps.last, last.end == start {
        gaps[gaps.count - 1].end = end
      } else {
        gaps.append(
          WaitInterval(
            start: start, end: end, lane: Int32(truncatingIfNeeded: lane), reason: .join))
      }
    }
    waits[lane] += gaps
  }

  private mutating func add(_ link: Link) {
    let lane = Int(link.endLane)
    switch link.category {
    case .fork:
      append(link, at: max(facts.lanes[lane].birth, link.start), .startup, endsSomething: false)
    case .submit, .dep:
      guard link.start >= bodies.previousEnd(on: lane, before: link.end) else { return }
      let bucket: Bucket = link.category == .submit ? .dispatch : .handoff
      append(link, at: link.end, bucket, endsSomething: link.category == .dep)
    default:
      guard let place = wait(on: lane, at: link.end, since: link.start) else { return }
      if link.category != .wake { waits[lane][place].hasArrow = true }
      append(link, at: link.end, .handoff, endsSomething: link.category != .wake)
    }
  }

  mutating func append(_ release: Release, on lane: Int32) {
    releases[Int(lane)].append(release)
  }

  private mutating func append(
    _ link: Link, at time: Int64, _ bucket: Bucket, endsSomething: Bool
  ) {
    releases[Int(link.endLane)].append(
      Release(
        time: time, sourceLane: link.startLane, sourceTime: link.start, handOff: bucket,
        endsSomething: endsSomething))
  }

  /// The latest wait that contains an instant and began by another.
  private func wait(on lane: Int, at time: Int64, since: Int64) -> Int? {
    var low = 0
    var high = waits[lane].count
    while low < high {
      let middle = (low + high) / 2
      if waits[lane][middle].start <= since { low = middle + 1 } else { high = middle }
    }
    for place in stride(from: low - 1, through: max(low - 16, 0), by: -1)
    where waits[lane][place].end >= time {
      return place
    }
    return nil
  }

  /// A join without arrows ends when the last task did.
  private mutating func addJoins() {
    for lane in waits.indices {
      for wait in waits[lane] where wait.reason == .join && !wait.hasArrow {
        let finisher = finishers.last(after: wait.start, to: wait.end, notOn: wait.lane)
        guard let finisher else { continue }
        releases[lane].append(
          Release(
            time: wait.end, sourceLane: finisher.lane, sourceTime: finisher.end,
            handOff: .handoff, endsSomething: true))
      }
    }
  }
}
