package import Statistics

/// What the rounds say about all models of a workload (METHOD 11).
package struct WorkloadComparison: Hashable, Sendable {
  package var baseline: String
  /// The number of rounds, the warm-up round not counted.
  package var rounds: Int
  /// Which runs gave the times: the untraced ones of a comparison, the traced ones of traces.
  package var timing: Arm.Kind
  /// Whether a ratio is taken inside a round; else every run is compared with every other.
  package var isPaired: Bool
  /// The cores found free, over the rounds in which they were measured.
  package var freeCores: Sample?
  /// The baseline's time over its own second run's: 1 but for chance (A/A).
  package var control: RatioEstimate?
  package var margin: Margin
  package var models: [ModelComparison]

  /// What a comparison may be asked for.
  package struct Options: Hashable, Sendable {
    /// The margin δ asked for; the A/A arm may widen it.
    package var margin = 0.05
    package var level = 0.95
    /// Also estimate the speedup of the rounds with at least so many free cores.
    package var minimumFreeCores: Double?
    /// Which runs' times are compared.
    package var timing = Arm.Kind.untraced
    /// Without rounds in common the runs are compared unpaired: each with each.
    package var isPaired = true

    package init() {}
  }

  /// Whether two equal arms differed by half a percent or more.
  ///
  /// Then small differences are not to be trusted; a quiet machine resolves less, which no reader
  /// needs.
  package var controlDiffers: Bool {
    guard let interval = control?.logInterval, !interval.contains(0) else { return false }
    return min(interval.low.magnitude, interval.high.magnitude) >= Self.leastControlDifference
  }

  /// ln 1.005: what rounds to 1.00 is no difference to a reader.
  private static let leastControlDifference = 0.004_987_5

  /// The model with the highest speedup, the baseline included; nil when none was measured.
  package var fastest: ModelComparison? {
    models.filter { $0.speedup != nil }
      .max { ($0.speedup?.ratio ?? 0) < ($1.speedup?.ratio ?? 0) }
  }

  package subscript(model: String) -> ModelComparison? { models.first { $0.model == model } }
}
