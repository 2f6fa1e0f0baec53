package import Statistics

/// What the rounds say about one model.
package struct ModelComparison: Hashable, Sendable {
  package var model: String
  package var isBaseline: Bool
  /// Its untraced times; nil when no untraced run of it finished.
  package var wall: WallTimes?
  /// The time of the discarded first round, in nanoseconds.
  package var coldNanoseconds: Int64?
  /// Runs that gave no time, traced ones included, the warm-up round not.
  package var failedRuns: Int
  /// The baseline's time over this model's; nil when no round has both.
  package var speedup: RatioEstimate?
  /// Nil with fewer than six rounds.
  package var verdict: Verdict?
  /// Whether the verdict is too weak to stand beside the other models' (Holm).
  package var isExploratory = false
  /// The smallest difference that these rounds would show, as a share; nil with fewer than six.
  package var minimumDetectableEffect: Double?
  package var drift: Drift?
  /// Rounds whose untraced time lies outside the others'.
  package var outliers: [Outlier] = []
  /// The traced time over the untraced time of the same round: 1.004 costs 0.4 %.
  package var tracerCost: RatioEstimate?
  /// The speedup in the rounds in which enough cores were free; nil when none was measured.
  package var restricted: RestrictedSpeedup?
}

/// A model's untraced wall times over the rounds, in nanoseconds.
package struct WallTimes: Hashable, Sendable {
  package let count: Int
  package let medianNanoseconds: Int64
  package let minimumNanoseconds: Int64

  init?(_ walls: [Int64]) {
    guard let minimum = walls.min(), let sample = Sample(walls.map(Double.init)) else {
      return nil
    }
    count = walls.count
    minimumNanoseconds = minimum
    medianNanoseconds = Int64(exactly: sample.median.rounded()) ?? minimum
  }
}

/// A round whose time lies outside the others'; flagged, never dropped.
package struct Outlier: Hashable, Sendable {
  /// The round's index, from 0.
  package var round: Int
  package var wallNanoseconds: Int64
  package var severity: OutlierSeverity
}

/// The speedup in those rounds in which enough cores were free.
package struct RestrictedSpeedup: Hashable, Sendable {
  /// Only rounds with at least so many free cores count.
  package var minimumFreeCores: Double
  /// How many rounds with both times were measured at all.
  package var allRounds: Int
  /// Nil when no round had so many.
  package var speedup: RatioEstimate?

  /// How many of the rounds had so many free cores.
  package var rounds: Int { speedup?.rounds ?? 0 }
}
