import Glibc
package import Statistics

/// How many times one arm's time is another's.
///
/// Estimated pairwise over rounds wherever there are any: exp(median ρ), ρ =
/// ln(numerator / denominator) of one round, with the exact order-statistic
/// interval of the median (METHOD 11.3, 11.4). Pairing inside the round cancels
/// drift. Runs that share no rounds are compared each with each: exp(median ρ)
/// over all pairs, with the exact rank-sum interval; drift then stays in it.
package struct RatioEstimate: Hashable, Sendable {
  /// The logarithms of the ratios: one for each round, or for each pair of runs; not empty.
  package let logRatios: Sample
  /// The interval of the median logarithm; nil with too few rounds or runs.
  package let logInterval: Interval?
  /// The rounds that have both times; unpaired, the runs of the arm that has fewer.
  package let rounds: Int
  /// Whether both times of each ratio come from one round.
  package let isPaired: Bool
  /// The coverage of (k-th smallest, k-th largest logarithm), falling in k.
  let coverages: [Double]
  /// What one logarithm scatters by, and the sum of the counts' inverses: unpaired only.
  private let scatter: Double

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
    self.rounds = sample.count
    isPaired = true
    coverages = medianCoverages(count: sample.count)
    scatter = 0
  }

  /// The estimate from runs that share no rounds; nil when either arm has none.
  ///
  /// - Parameters:
  ///   - numerators: Positive times in nanoseconds.
  ///   - denominators: The other arm's; both together at most ten million pairs.
  ///   - level: The coverage asked for.
  package init?(unpaired numerators: [Int64], by denominators: [Int64], level: Double = 0.95) {
    guard let top = Sample(numerators.map { log(Double($0)) }),
      let bottom = Sample(denominators.map { log(Double($0)) }),
      let differences = Sample.differences(top, bottom)
    else { return nil }
    logRatios = differences
    rounds = min(top.count, bottom.count)
    coverages = shiftCoverages(top.count, bottom.count)
    // As strict as with rounds: four runs each would do for the arithmetic, not for trust.
    logInterval =
      rounds < Sample.fewestForMedianInterval
      ? nil : differences.interval(coverages: coverages, level: level)
    isPaired = false
    let weights = (Double(top.count), Double(bottom.count))
    let deviations = (top.robustStandardDeviation, bottom.robustStandardDeviation)
    let pooled =
      (weights.0 * deviations.0 * deviations.0 + weights.1 * deviations.1 * deviations.1)
      / (weights.0 + weights.1)
    scatter = (pooled * (1 / weights.0 + 1 / weights.1)).squareRoot()
  }

  /// An estimate that was made before, from its figures; nil when they are none.
  ///
  /// - Parameters:
  ///   - ratio: Positive.
  ///   - low: The interval's lower end; without both ends there is none.
  ///   - high: The upper end.
  ///   - rounds: What it rests on.
  ///   - isPaired: Whether both times of each ratio came from one round.
  package init?(reported ratio: Double, low: Double?, high: Double?, rounds: Int, isPaired: Bool) {
    guard ratio > 0, let sample = Sample([log(ratio)]) else { return nil }
    logRatios = sample
    if let low, let high, low > 0, low <= high, high.isFinite {
      logInterval = Interval(low: log(low), high: log(high), coverage: 0.95)
    } else {
      logInterval = nil
    }
    self.rounds = rounds
    self.isPaired = isPaired
    coverages = []
    scatter = 0
  }

  package var ratio: Double { exp(logRatios.median) }
  /// The interval's lower end; nil with fewer than six rounds.
  package var low: Double? { (logInterval?.low).map { exp($0) } }
  /// The interval's upper end; nil with fewer than six rounds.
  package var high: Double? { (logInterval?.high).map { exp($0) } }

  /// The smallest effect that so many rounds of such scatter would show with 80 % power.
  ///
  /// Paired: METHOD 11.6. Unpaired: c·σ·√(1/n + 1/m), σ pooled from both arms, c
  /// simulated for the rank-sum interval at equal counts.
  ///
  /// - Returns: 0.08 for a difference of 8 %; nil with fewer than six rounds.
  package var detectableEffect: Double? {
    guard !isPaired else { return minimumDetectableEffect(logRatios) }
    return unpairedFactor(runs: rounds).map { expm1($0 * scatter) }
  }
}
