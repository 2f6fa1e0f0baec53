package import Comparison
import TraceModel
package import Workloads

/// A round that ran to its end: every arm once.
package struct FinishedRound: Hashable, Sendable {
  /// 0 is the warm-up.
  package var number: Int
  /// The least that was free before, between and after the arms; nil when never measured.
  ///
  /// The least, since the arms of a round are compared with each other: load
  /// that comes in the middle of it slows some of them only.
  package var freeCores: FreeCores?
  /// In the order they ran.
  package var outcomes: [ArmOutcome]

  package init(number: Int, freeCores: FreeCores?, outcomes: [ArmOutcome] = []) {
    self.number = number
    self.freeCores = freeCores
    self.outcomes = outcomes
  }

  /// Takes one more measurement of the free cores.
  mutating func note(_ measured: FreeCores?) {
    guard let measured else { return }
    guard let known = freeCores, known.count <= measured.count else {
      freeCores = measured
      return
    }
  }

  /// The round as the statistics take it.
  package var comparable: Round {
    var round = Round(freeCores: freeCores?.count)
    for outcome in outcomes {
      switch outcome.ending {
      case .done(let result):
        round.outcomes[outcome.arm] = .finished(wallNanoseconds: result.wall.count)
      case .failed(let failure):
        round.outcomes[outcome.arm] = .failed(reason: failure.description)
      }
    }
    return round
  }
}

/// All that the rounds gave.
package struct RoundsResult: Hashable, Sendable {
  package var plan: RoundsPlan
  /// The discarded warm-up round, kept for its cold times; nil when it did not finish.
  package var warmUp: FinishedRound?
  /// The finished rounds, in order; a round cut short is not among them.
  package var rounds: [FinishedRound]
  /// Whether the rounds were cancelled before the last.
  package var wasCancelled: Bool

  package init(
    plan: RoundsPlan, warmUp: FinishedRound? = nil, rounds: [FinishedRound] = [],
    wasCancelled: Bool = false
  ) {
    self.plan = plan
    self.warmUp = warmUp
    self.rounds = rounds
    self.wasCancelled = wasCancelled
  }

  /// What the statistics take: model names and times.
  package var roundSet: RoundSet {
    RoundSet(
      models: plan.models.map(\.rawValue), baseline: plan.baseline.rawValue,
      warmUp: warmUp?.comparable, rounds: rounds.map(\.comparable))
  }

  /// Every failed run, the warm-up's first.
  package var failures: [ArmOutcome] {
    ([warmUp].compactMap(\.self) + rounds).flatMap(\.outcomes).filter { $0.wall == nil }
  }
}
