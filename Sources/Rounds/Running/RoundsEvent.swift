package import Comparison
package import Workloads

/// What happens while the rounds run, for a progress line and for analysing traces as they come.
package enum RoundsEvent: Sendable {
  /// A round begins; with what was free just before it (nil: could not be measured).
  case roundStarted(number: Int, FreeCores?)
  /// An arm begins; `finishedRuns` of `plan.runCount` are over.
  case armStarted(Arm, round: Int, finishedRuns: Int)
  /// An arm ended; the next one waits until the observer returns, so that
  /// analysing this arm's trace disturbs no measurement.
  case armFinished(ArmOutcome)
  /// Every arm of the round has run.
  case roundFinished(FinishedRound)
}
