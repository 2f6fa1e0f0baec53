import TraceModel

/// Phases, waits and scheduler slices by lane, each in the order in which they
/// nest: by start, longer first, then by rank (METHOD section 2).
struct LaneSpans {
  let phases: Grouped
  let waits: Grouped
  let slices: Grouped

  init(_ facts: RunFacts) {
    let lanes = facts.lanes.count
    var phases = Grouped(facts.phases.count, owners: lanes) { facts.phases[$0].lane }
    phases.order { LaneSpans.precedes(facts.phases[$0], facts.phases[$1], $0 < $1) }
    self.phases = phases
    var waits = Grouped(facts.waits.count, owners: lanes) { facts.waits[$0].lane }
    waits.order {
      let (left, right) = (facts.waits[$0], facts.waits[$1])
      if left.start != right.start { return left.start < right.start }
      return (right.end, left.reason) < (left.end, right.reason)
    }
    self.waits = waits
    var slices = Grouped(facts.slices.count, owners: lanes) { facts.slices[$0].lane }
    slices.order {
      let (left, right) = (facts.slices[$0], facts.slices[$1])
      if left.start != right.start { return left.start < right.start }
      return (right.end, left.state.rawValue) < (left.end, right.state.rawValue)
    }
    self.slices = slices
  }

  static func precedes(_ left: PhaseSpan, _ right: PhaseSpan, _ isEarlier: Bool) -> Bool {
    if left.start != right.start { return left.start < right.start }
    if left.end != right.end { return left.end > right.end }
    if left.category != right.category { return left.rank < right.rank }
    return isEarlier
  }
}
