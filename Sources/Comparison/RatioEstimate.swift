import Glibc
package import Statistics

/// How many times one arm's time is another's, estimated pairwise over rounds.
///
/// The estimate is exp(median ρ), ρ = ln(numerator / denominator) of one round,
/// with the exact order-statistic interval of the median (METHOD 11.3, 11.4).
/// Pairing inside the round cancels drift.
package struct RatioEstimate: Hashable, Sendable {
  /// The logarithms of the ratios of the rounds that have both times; not empty.
  package let logRatios: Sample
  /// The interval of the median logarithm; nil with too few rounds.
  package let logInterval: Interval?

  /// Nil when no round has both times.
  package init?(
    rounds: some Sequence<Round>, level: Double = 0.95,
    numerator: (Round) -> Int64?, denominator: (Round) -> Int64?
  ) {
    let logs = rounds.compactMap { round -> Double? in
      guard let top = numerator(round), let bottom = denominator(round) else { return nil }
      return log(Double(top) / Double(bottom))
    }
    guard let sample = Sample(logs) else { return nil }
    logRatios = sample
    logInterval = sample.medianInterval(level: level)
  }

  /// The number of rounds with both times.
  package var rounds: Int { logRatios.count }
  package var ratio: Double { exp(logRatios.median) }
  /// The interval's lower end; nil with fewer than six rounds.
  package var low: Double? { (logInterval?.low).map { exp($0) } }
  /// The interval's upper end; nil with fewer than six rounds.
  package var high: Double? { (logInterval?.high).map { exp($0) } }
}
