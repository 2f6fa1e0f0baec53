package import Analysis
package import TraceModel

/// What each obstacle cost a run, one taken away after the other (METHOD 9).
///
/// Counterfactual: each rung is a replay without what the rungs before it took
/// away already, so a rung depends on the order, and all of them add up to
/// T − T∞ exactly.
package struct WhatIfLadder: Hashable, Sendable {
  /// What is taken away, in the order in which it is.
  package enum Step: String, Hashable, Sendable, CaseIterable {
    /// What the replay of the run as it was does not explain; negative where the run was faster.
    case unexplained
    /// Creating the executor, waiting for its workers, shutting it down.
    case startup
    /// Dispatch and serialization.
    case dispatch
    case gil
    case lock
    /// Steps that waited for the loop.
    case loop
    /// Threads that waited for a core: as many cores as threads.
    case runq
    /// Slots that had nothing left to do: perfect balance.
    case balance
    /// As many slots as tasks.
    case slots
    /// The serial code before and between submissions, and what the replay knows nothing of:
    /// down to T∞.
    case serial
  }

  package struct Rung: Hashable, Sendable {
    package var step: Step
    /// What taking it away saves; negative where it would cost.
    package var gain: Nanoseconds
    /// The makespan without it.
    package var makespan: Nanoseconds
  }

  /// T.
  package var makespan: Nanoseconds
  /// T∞: what is left when all is taken away.
  package var span: Nanoseconds
  /// In the order of `Step`; those that the run's model does not have are left out.
  package private(set) var rungs: [Rung] = []

  /// Nil where the tasks cannot be replayed.
  ///
  /// O(M log M) for each rung.
  ///
  /// - Parameters:
  ///   - run: What the run's tasks asked for, and what its executor cost.
  ///   - span: T∞; nil takes the longest task, since tasks are then taken as independent.
  package init?(_ run: RunDemands, span: Nanoseconds?) {
    guard let own = run.ownPlan(), let costs = run.costs else { return nil }
    makespan = run.makespan
    self.span = span ?? run.tasks.map(\.service).max() ?? .zero
    var climber = Climber(run: run, costs: costs, plan: own)
    var previous = makespan
    for step in Step.allCases {
      let next: Nanoseconds
      if step == .serial {
        next = self.span
      } else {
        guard let reached = climber.take(step) else { return nil }
        if !reached.applies { continue }
        next = reached.makespan
      }
      rungs.append(Rung(step: step, gain: previous - next, makespan: next))
      previous = next
    }
  }

  /// The share of the makespan that the replay of the run as it was misses, of either sign.
  package var unexplainedShare: Double {
    let missed = Double(gain(.unexplained)?.count ?? 0)
    return makespan.count > 0 ? missed / Double(makespan.count) : 0
  }

  /// The makespan of the replay of the run as it was.
  var asReplayed: Nanoseconds? { rungs.first { $0.step == .unexplained }?.makespan }

  /// The gain of a step; nil where the run's model does not have it.
  package func gain(_ step: Step) -> Nanoseconds? { rungs.first { $0.step == step }?.gain }
}
