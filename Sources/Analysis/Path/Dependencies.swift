import TraceModel

/// What follows from who waits for whom: longest chain and critical path.
struct Dependencies: Sendable {
  /// T∞ (METHOD 6.2).
  let span: Nanoseconds
  /// T∞ with the executor's dispatch time on every submission and result; nil
  /// where no dispatch was seen.
  let burdenedSpan: Nanoseconds?
  /// The makespan ledger (METHOD 6.3).
  let path: Ledger

  /// Nil where nothing is known of dependencies.
  init?(_ owners: RunOwners) {
    let facts = owners.facts
    guard facts.knowsDependencies else { return nil }
    if facts.model == .sequential {
      span = Nanoseconds(owners.work &+ owners.io &+ owners.laneTime[.coord])
      burdenedSpan = nil
    } else {
      var chain = LongestChain(owners)
      span = chain.length()
      let burden = owners.meanDispatch
      if burden > 0 {
        var burdened = LongestChain(owners, burden: burden)
        burdenedSpan = burdened.length()
      } else {
        burdenedSpan = nil
      }
    }
    var path = CriticalPath(owners)
    self.path = path.composition()
  }
}

extension RunOwners {
  /// b of METHOD 6.2: dispatch time by task, to the nearest nanosecond.
  fileprivate var meanDispatch: Int64 {
    let tasks = Int64(facts.tasks.count(where: \.hasBody))
    return tasks == 0 ? 0 : (laneTime[.dispatch] &+ tasks / 2) / tasks
  }
}
