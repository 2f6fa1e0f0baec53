import TraceModel

/// The releases of a run, resolved where the path asks for them (METHOD 6.3).
///
/// A lane's candidates are collected when the path first comes to it; the path
/// only goes back in time, so that each is looked at about once.
struct PathReleases: ~Copyable {
  let facts: RunFacts
  let owners: RunOwners
  let links: Grouped
  let coordinator: Int?
  var finishers: Finishers
  private let ends: AsyncEnds
  private var lanes: [LaneReleases?]

  init(_ owners: RunOwners, coordinator: Int?) {
    facts = owners.facts
    self.owners = owners
    self.coordinator = coordinator
    let facts = owners.facts
    links = Grouped(facts.links.count, owners: facts.lanes.count) { facts.links[$0].endLane }
    finishers = Finishers(facts)
    ends = AsyncEnds(owners)
    lanes = Array(repeating: nil, count: facts.lanes.count)
  }

  /// The latest release of a lane at or before an instant, or only before it.
  mutating func release(on lane: Int, by time: Int64, isStrict: Bool) -> Release? {
    let list = lanes[lane] ?? candidates(of: lane)
    lanes[lane] = list
    list.drop(after: time)
    var place = list.candidates.count
    var best: (release: Release, kind: UInt8)?
    while place > 0 {
      place -= 1
      let candidate = list.candidates[place]
      if isStrict, candidate.time >= time { continue }
      if let best, candidate.time < best.release.time { break }
      guard let release = resolve(candidate, on: lane, list), !release.isLoop(on: lane) else {
        continue
      }
      let found = (release, candidate.kind.rawValue)
      if let known = best, !Release.precedes(known, found, facts.lanes) { continue }
      best = found
    }
    return best?.release
  }

  private func candidates(of lane: Int) -> LaneReleases {
    let list = LaneReleases(lane, self)
    for place in ends.byLane.range(lane) {
      let task = Int(ends.tasks[ends.byLane[place]])
      list.add(.asyncEnd, task, at: facts.tasks[task].end)
    }
    list.settle()
    return list
  }

  private mutating func resolve(
    _ candidate: LaneReleases.Candidate, on lane: Int, _ list: LaneReleases
  ) -> Release? {
    let index = Int(candidate.index)
    switch candidate.kind {
    case .link: return resolve(facts.links[index], at: candidate.time, list)
    case .join:
      let wait = list.waits[index]
      guard
        let finisher = finishers.last(after: wait.start, to: wait.end, notOn: Int32(lane))
      else { return nil }
      return Release(
        time: wait.end, sourceLane: finisher.lane, sourceTime: finisher.end,
        handOff: .handoff, endsSomething: true)
    case .step: return resolve(step: index, list)
    case .asyncEnd: return resolve(asyncEnd: index, list)
    }
  }

  private func resolve(
    _ link: Link, at time: Int64, _ list: LaneReleases
  ) -> Release? {
    var release = Release(
      time: time, sourceLane: link.startLane, sourceTime: link.start, handOff: .handoff,
      endsSomething: true)
    switch link.category {
    case .fork: (release.handOff, release.endsSomething) = (.startup, false)
    case .submit, .dep:
      guard link.start >= list.previousEnd(before: link.end, stepsOnly: false) else { return nil }
      if link.category == .submit { (release.handOff, release.endsSomething) = (.dispatch, false) }
    default: release.endsSomething = link.category != .wake
    }
    return release
  }
}

/// Async tasks that end with a wait, by the lane on which they would have gone on.
struct AsyncEnds {
  private(set) var tasks: [Int32] = []
  let byLane: Grouped

  init(_ owners: RunOwners) {
    let (facts, spans) = (owners.facts, owners.asyncSpans)
    var lanes: [Int32] = []
    for task in 0..<facts.asyncCount {
      let steps = spans.steps.range(task)
      let waits = spans.waitsByEnd.range(task)
      guard !steps.isEmpty, let last = waits.last else { continue }
      let step = facts.phases[spans.steps[steps.upperBound - 1]]
      let wait = facts.taskWaits[spans.waitsByEnd[last]]
      guard wait.start >= step.end, wait.end == facts.tasks[task].end else { continue }
      tasks.append(Int32(truncatingIfNeeded: task))
      lanes.append(step.lane)
    }
    byLane = Grouped(tasks.count, owners: facts.lanes.count) { lanes[$0] }
  }
}
