import TraceModel

/// The observed critical path, replayed backwards from the end (METHOD 6.3).
///
/// Covers the window exactly once: every instant is charged to one lane's own
/// state, to a hand-off, or to an async task's wait.
struct CriticalPath: ~Copyable {
  private let facts: RunFacts
  private let lanes: [LaneTimeline]
  private let coordinator: Int?
  private var releases: PathReleases
  private var tally = Tally()
  /// Spans whose time on the path is asked for, and that time: waits of async tasks left out.
  var marks: SpanMarks?
  private(set) var marked: Int64 = 0
  /// Keeps the path's segments, when asked to.
  var recorder: PathRecorder?

  init(_ owners: RunOwners) {
    facts = owners.facts
    lanes = owners.lanes
    coordinator = owners.facts.coordinator
    releases = PathReleases(owners, coordinator: coordinator)
  }

  /// How many jumps may happen at one instant before only earlier causes count.
  private static let jumpsAtOneInstant = 64

  mutating func composition() -> Ledger {
    var time = facts.makespan
    var lane = coordinator
    var isStrict = false
    if lane == nil { (lane, time, isStrict) = startWithoutCoordinator() }
    var jumps = 0
    while time > 0, let here = lane {
      guard let release = releases.release(on: here, by: time, isStrict: isStrict) else {
        chargeLane(here, 0, time)
        break
      }
      chargeLane(here, release.time, time)
      chargeHandOff(release, to: here)
      let next = release.wait?.start ?? release.sourceTime
      if let wait = release.wait {
        charge(Int(wait.lane), wait.bucket, wait.start, release.sourceTime)
        recorder?.endStep()
      }
      jumps = next == time ? jumps + 1 : 0
      isStrict = release.endsSomething || jumps > Self.jumpsAtOneInstant
      time = next
      lane = Int(release.wait?.lane ?? release.sourceLane)
    }
    if lane == nil {
      chargeIdle(nil, 0, time)
      recorder?.endStep()
    }
    return Ledger(tally)
  }

  /// Charges a stretch of the path to a state of a lane; nil is none.
  private mutating func charge(_ lane: Int?, _ bucket: Bucket, _ start: Int64, _ end: Int64) {
    tally[bucket] &+= end - start
    recorder?.note(lane, bucket, end - start)
  }

  /// Nobody coordinates: the path ends with the last task.
  private mutating func startWithoutCoordinator() -> (Int?, Int64, Bool) {
    let finisher = releases.finishers.last(after: -1, to: facts.makespan, notOn: -1)
    guard let finisher else { return (nil, facts.makespan, false) }
    let lane = Int(finisher.lane)
    lanes[lane].forEach(from: finisher.end, to: facts.makespan) { start, end, state in
      charge(lane, overhead(state) ?? .handoff, start, end)
    }
    recorder?.endStep()
    return (lane, finisher.end, true)
  }

  /// Charges a stretch of the path to the lane's own states.
  private mutating func chargeLane(_ lane: Int, _ from: Int64, _ to: Int64) {
    lanes[lane].forEach(from: from, to: to) { start, end, state in
      if let state {
        charge(lane, state, start, end)
        if let marks { marked &+= marks.time(start, end, on: lane) }
      } else {
        chargeIdle(lane, start, end)
      }
    }
    recorder?.endStep()
  }

  /// Idle time on the path has the class that an idle slot has (METHOD 4.2).
  private mutating func chargeIdle(_ lane: Int?, _ from: Int64, _ to: Int64) {
    let ready = lane.map { facts.lanes[$0].isExecutorThread ? facts.lanes[$0].ready : 0 } ?? 0
    let marks = facts.marks
    var cuts = [from, to]
    for cut in [ready, marks.firstCreation, marks.lastSubmission, marks.lastEnd]
    where cut > from && cut < to {
      cuts.append(cut)
    }
    cuts.sort()
    for (start, end) in zip(cuts, cuts.dropFirst()) where start < end {
      let bucket: Bucket =
        switch marks.phase(at: start) {
        case .after: .teardown
        case .before: .serial
        case .handingOut: start < ready ? .startup : .serial
        case .handedOut: start < ready ? .startup : .tail
        }
      charge(lane, bucket, start, end)
    }
  }

  /// [ts, v): an overhead phase of the source, else of the destination, else the
  /// destination's runq or throttled, else the arrow's own bucket.
  private mutating func chargeHandOff(_ release: Release, to lane: Int) {
    let source = Int(release.sourceLane)
    lanes[source].forEach(from: release.sourceTime, to: release.time) { from, to, own in
      if let bucket = overhead(own) { return charge(source, bucket, from, to) }
      lanes[lane].forEach(from: from, to: to) { start, end, state in
        let wait = state == .runq || state == .throttled ? state : nil
        charge(lane, overhead(state) ?? wait ?? release.handOff, start, end)
      }
    }
    recorder?.endStep()
  }

  private func overhead(_ state: Bucket?) -> Bucket? {
    switch state {
    case .startup, .dispatch, .serialization, .teardown: state
    default: nil
    }
  }
}

extension RunFacts {
  /// The lane where the path ends: the run's own if it coordinates, else the first that does.
  var coordinator: Int? {
    let candidates = lanes.indices.filter { lanes[$0].isCoordinator }
    if let runLane, candidates.contains(Int(runLane)) { return Int(runLane) }
    return candidates.min { lanes[$0].id < lanes[$1].id }
  }
}
