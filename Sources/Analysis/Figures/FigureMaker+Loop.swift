import TraceModel

extension FigureMaker {
  /// METHOD 8.2; utilisation and expected lag are means over the loops' threads.
  var loop: LoopFigures? {
    let steps = owners.steps
    guard steps.count > 0 else { return nil }
    let threads = max(facts.lanes.count { $0.loopGroup >= 0 }, 1)
    let capacity = facts.makespan &* Int64(threads)
    var figures = LoopFigures(
      utilisation: capacity == 0 ? nil : Double(steps.total) / Double(capacity),
      meanLag: rounded(steps.lag, by: UInt128(steps.count.magnitude)),
      maximumLag: Nanoseconds(steps.longestLag), maximumStep: Nanoseconds(steps.longest),
      expectedArrivalLag: rounded(steps.squares, by: 2 * UInt128(capacity.magnitude)))
    figures.lag = Distribution(steps.lags)
    figures.blockingSteps = blockingSteps
    figures.blockingCalls = blockingCalls
    return figures
  }

  private var blockingSteps: LoopHolds {
    var holds = HoldList()
    for (index, phase) in facts.phases.enumerated() where phase.category == .step {
      guard phase.end - phase.start > LoopFigures.blockingLength.count else { continue }
      holds.add(index, phase.start, phase.end, facts.lanes[Int(phase.lane)].id)
    }
    return holds.listed {
      hold($0.index, on: facts.phases[$0.index].lane, $0.start, $0.end, name: nil)
    }
  }

  private var blockingCalls: LoopHolds {
    var holds = HoldList()
    for (place, call) in owners.blockingCalls.enumerated() {
      let wait = facts.waits[Int(call.wait)]
      holds.add(place, wait.start, wait.end, facts.lanes[Int(wait.lane)].id)
    }
    return holds.listed { entry in
      let call = owners.blockingCalls[entry.index]
      let wait = facts.waits[Int(call.wait)]
      let site =
        wait.site == .none
        ? innermostSpan(on: wait.lane, around: entry.start, entry.end) : wait.site
      return hold(Int(call.step), on: wait.lane, entry.start, entry.end, name: site)
    }
  }

  /// `step` is negative outside of steps; the name is the step's own by default.
  private func hold(
    _ step: Int, on lane: Int32, _ start: Int64, _ end: Int64, name: NameTable.ID?
  ) -> LoopHold {
    let phase = step < 0 ? nil : facts.phases[step]
    let task = phase.map { $0.task < 0 ? .none : facts.tasks[Int($0.task)].name }
    return LoopHold(
      name: trace.names[name ?? phase?.name ?? .none], task: trace.names[task ?? .none],
      lane: facts.lanes[Int(lane)].id, start: Nanoseconds(start),
      duration: Nanoseconds(end - start))
  }

  /// The program's own span in which a call was made: one pass over the lane's
  /// spans, for the few that are listed.
  private func innermostSpan(on lane: Int32, around start: Int64, _ end: Int64) -> NameTable.ID? {
    let spans = trace.spans
    var best: Int?
    for index in spans.indices where spans.lanes[index] == lane {
      guard spans.category(at: index) == .span else { continue }
      let (from, to) = (spans.starts[index] - facts.origin, spans.ends[index] - facts.origin)
      guard from <= start, end <= to else { continue }
      if let known = best,
        (spans.starts[known], -spans.ends[known])
          > (spans.starts[index], -spans.ends[index])
      {
        continue
      }
      best = index
    }
    return best.map { NameTable.ID(index: spans.names[$0]) }
  }
}

/// The longest of many intervals, kept while they are met.
private struct HoldList {
  typealias Entry = (index: Int, start: Int64, end: Int64, lane: LaneID)

  private var count = 0
  private var total: UInt128 = 0
  private var longest: [Entry] = []

  mutating func add(_ index: Int, _ start: Int64, _ end: Int64, _ lane: LaneID) {
    count += 1
    total &+= UInt128((end - start).magnitude)
    let entry = Entry(index, start, end, lane)
    if longest.count == LoopHolds.mostListed {
      guard let last = longest.last, isBefore(entry, last) else { return }
      longest.removeLast()
    }
    longest.insert(entry, at: longest.firstIndex { isBefore(entry, $0) } ?? longest.count)
  }

  /// Longest first, then earliest, then by lane.
  private func isBefore(_ left: Entry, _ right: Entry) -> Bool {
    let lengths = (left.end - left.start, right.end - right.start)
    if lengths.0 != lengths.1 { return lengths.0 > lengths.1 }
    if left.start != right.start { return left.start < right.start }
    return left.lane < right.lane
  }

  func listed(_ hold: (Entry) -> LoopHold) -> LoopHolds {
    var holds = LoopHolds()
    holds.count = count
    holds.total = Nanoseconds(Int64(clamping: total))
    holds.longest = longest.map(hold)
    return holds
  }
}
