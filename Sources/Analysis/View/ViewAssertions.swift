import TraceModel

/// What METHOD 12 asserts of a view: it adds up to the run's ledgers, to the nanosecond.
struct ViewAssertions {
  private let facts: RunFacts
  private let run: RunAnalysis

  init(_ facts: RunFacts, _ run: RunAnalysis) {
    self.facts = facts
    self.run = run
  }

  func failures(of view: RunView) -> [String] {
    var failures = differences("band against slot ledger", view.band.integral, run.slotLedger)
    if view.band.lengths.reduce(0, &+) != facts.makespan {
      failures.append("band against makespan")
    }
    for strip in view.lanes where strip.lengths.reduce(0, &+) != facts.makespan {
      failures.append("strip of lane \(strip.key.lane.process)/\(strip.key.lane.thread)")
    }
    if view.lanesOmitted == 0 {
      for group in facts.groups.indices where facts.groups[group].kind == .pool {
        failures += differences(
          "strips against slot ledger of \(facts.groups[group].name)", strips(view, of: group),
          run.groups[group].slotLedger)
      }
    }
    if let path = view.path, let ledger = run.criticalPath {
      var sums = Tally()
      for segment in path { sums[segment.state] &+= segment.length }
      failures += differences("path's segments against critical path", Ledger(sums), ledger)
    }
    return failures
  }

  /// What the strips of a pool's lanes add up to, with the slots that have no lane.
  private func strips(_ view: RunView, of group: Int) -> Ledger {
    let slots = Int64(run.groups[group].slots)
    let lanes = Set(facts.groups[group].lanes.map { facts.lanes[Int($0)].id })
    var sums = Tally()
    sums[.unused] = max(slots - Int64(facts.groups[group].lanes.count), 0) &* facts.makespan
    for strip in view.lanes where strip.key.task == nil && lanes.contains(strip.key.lane) {
      for (length, state) in zip(strip.lengths, strip.states) {
        if let state { sums[state] &+= length }
      }
    }
    return Ledger(sums)
  }

  private func differences(_ what: String, _ left: Ledger, _ right: Ledger) -> [String] {
    Bucket.allCases.filter { left[$0] != right[$0] }.map {
      "\(what), \($0.word): \(left[$0].count) ns, not \(right[$0].count) ns"
    }
  }
}
