package import Analysis
package import TraceModel

/// The POP factors that need an ideal network: transfer and serialization (METHOD 7).
package struct IdealNetwork: Hashable, Sendable {
  /// T_ideal: the makespan if dispatch, serialization and returning results took no time.
  package var makespan: Nanoseconds
  /// `TE`: T_ideal/T.
  package var transferEfficiency: Double
  /// `SerE`: max u/T_ideal; nil without two slots.
  package var serialisationEfficiency: Double?

  /// What two replays, with and without these costs, differ by is taken off the measured
  /// makespan, so that what the replay cannot explain is not counted as transfer.
  ///
  /// Nil where the tasks cannot be replayed, or nothing would be left.
  ///
  /// - Parameters:
  ///   - run: The run.
  ///   - ladder: The run's own ladder, where there is one: it knows the first replay already.
  package init?(_ run: RunAnalysis, ladder: WhatIfLadder? = nil) {
    guard let demands = run.demands, let own = demands.ownPlan(),
      let costs = demands.costs
    else { return nil }
    var ideal = own
    ideal.coordinatorPerTask = .zero
    ideal.workerPerTask = .zero
    ideal.closing = costs.shutdown
    guard let before = ladder?.asReplayed ?? replay(demands.tasks, under: own),
      let after = replay(demands.tasks, under: ideal)
    else { return nil }
    makespan = run.makespan - (before - after)
    guard run.makespan.count > 0, makespan.count > 0 else { return nil }
    transferEfficiency = Double(makespan.count) / Double(run.makespan.count)
    // CommE = max u/T = TE · SerE.
    serialisationEfficiency = run.pop?.communicationEfficiency.map { $0 / transferEfficiency }
  }
}
