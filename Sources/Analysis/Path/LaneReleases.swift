import TraceModel

/// What may have let one lane go on, by time, and what is needed to tell.
///
/// Made when the path first comes to the lane.
final class LaneReleases {
  /// Of two releases at one instant from one cause, the later kind tells more.
  enum Kind: UInt8 {
    case link, join, asyncEnd, step
  }

  struct Candidate {
    var time: Int64
    var index: Int32
    var kind: Kind
  }

  private(set) var candidates: [Candidate] = []
  /// The lane's waits but for the GIL, and an unobserved coordinator's gaps, by start.
  private(set) var waits: [WaitInterval] = []
  private var starts: [Int64] = []
  /// The latest end so far of phases, and of steps.
  private var phaseEnds: [Int64] = []
  private var stepEnds: [Int64] = []

  init(_ lane: Int, _ run: borrowing PathReleases) {
    let spans = run.owners.laneSpans
    addPhases(run.facts, spans, lane)
    for place in spans.waits.range(lane) {
      let wait = run.facts.waits[spans.waits[place]]
      guard wait.reason != .gil else { continue }
      waits.append(WaitInterval(start: wait.start, end: wait.end, reason: wait.reason))
    }
    if lane == run.coordinator { addGaps(run.owners.lanes[lane], run.facts.makespan) }
    addLinks(run, lane)
    for (index, wait) in waits.enumerated() where wait.reason == .join && !wait.hasArrow {
      add(.join, index, at: wait.end)
    }
    for place in spans.phases.range(lane) {
      let span = run.facts.phases[spans.phases[place]]
      guard span.category == .step, span.task >= 0 else { continue }
      add(.step, spans.phases[place], at: span.start)
    }
  }

  func add(_ kind: Kind, _ index: Int, at time: Int64) {
    candidates.append(
      Candidate(time: time, index: Int32(truncatingIfNeeded: index), kind: kind))
  }

  func settle() { TimeOrder.sort(&candidates, by: \.time) }

  /// Forgets what the path, which goes back in time, will not ask for again.
  func drop(after time: Int64) {
    while let last = candidates.last, last.time > time { candidates.removeLast() }
  }

  private func addPhases(_ facts: RunFacts, _ spans: LaneSpans, _ lane: Int) {
    var phase = Int64.min
    var step = Int64.min
    for place in spans.phases.range(lane) {
      let span = facts.phases[spans.phases[place]]
      phase = max(phase, span.end)
      if span.category == .step { step = max(step, span.end) }
      starts.append(span.start)
      phaseEnds.append(phase)
      stepEnds.append(step)
    }
  }

  /// The latest end of the phases (or only steps) that began before an instant.
  func previousEnd(before time: Int64, stepsOnly: Bool) -> Int64 {
    let place = starts.count(before: time)
    guard place > 0 else { return Int64.min }
    return stepsOnly ? stepEnds[place - 1] : phaseEnds[place - 1]
  }

  /// An unobserved coordinator waits, as far as anyone can tell.
  private func addGaps(_ timeline: LaneTimeline, _ makespan: Int64) {
    var gaps: [WaitInterval] = []
    timeline.forEach(from: 0, to: makespan) { start, end, state in
      guard state == nil else { return }
      if let last = gaps.last, last.end == start {
        gaps[gaps.count - 1].end = end
      } else {
        gaps.append(WaitInterval(start: start, end: end, reason: .join))
      }
    }
    waits += gaps
    waits.sort { ($0.start, $1.end) < ($1.start, $0.end) }
  }

  private func addLinks(_ run: borrowing PathReleases, _ lane: Int) {
    for place in run.links.range(lane) {
      let link = run.facts.links[run.links[place]]
      switch link.category {
      case .fork:
        add(.link, run.links[place], at: max(run.facts.lanes[lane].birth, link.start))
      case .submit, .dep: add(.link, run.links[place], at: link.end)
      default:
        guard let wait = wait(at: link.end, since: link.start) else { continue }
        if link.category != .wake { waits[wait].hasArrow = true }
        add(.link, run.links[place], at: link.end)
      }
    }
  }

  /// The latest wait that contains an instant and began by another.
  private func wait(at time: Int64, since: Int64) -> Int? {
    var low = 0
    var high = waits.count
    while low < high {
      let middle = (low + high) / 2
      if waits[middle].start <= since { low = middle + 1 } else { high = middle }
    }
    for place in stride(from: low - 1, through: max(low - 16, 0), by: -1)
    where waits[place].end >= time {
      return place
    }
    return nil
  }
}

/// An interval in which a lane waited: for an arrow, or for tasks to end.
struct WaitInterval {
  var start: Int64
  var end: Int64
  var reason: WaitReason
  /// Whether an arrow ended it.
  var hasArrow = false
}
