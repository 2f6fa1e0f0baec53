import Glibc
import Statistics

/// Differences smaller than this do not matter, or could be the machine's own.
///
/// On the scale of logarithms, so that 1.05 times faster and 1.05 times slower
/// are equally far away.
package struct Margin: Hashable, Sendable {
  /// δ: a difference has to be larger than this to be called one.
  package let share: Double
  /// Within 1/1.05...1.05, for 0.05, two times are called equal.
  ///
  /// It is the margin asked for, which noise does not widen: a machine on which
  /// equal arms scatter by a half cannot show that two others are equal.
  package let equality: Double

  /// - Parameters:
  ///   - share: The margin asked for.
  ///   - control: The A/A arm; δ is at least twice the half-width of its
  ///     interval (METHOD 11.5).
  package init(share: Double, control: RatioEstimate? = nil) {
    let scatter = control?.logInterval.map { expm1(2 * $0.halfWidth) } ?? 0
    equality = max(share, 0)
    self.share = max(equality, scatter)
  }

  /// ln(1 + δ).
  var log: Double { log1p(share) }
  private var logEquality: Double { log1p(equality) }
}

extension Margin {
  /// What an interval of the logarithm of the speedup says (METHOD 11.5).
  ///
  /// - Parameters:
  ///   - interval: The interval of the median logarithm.
  ///   - rounds: How many rounds it rests on.
  /// - Returns: A verdict; never `baseline`.
  func verdict(on interval: Interval, rounds: Int) -> Verdict {
    if interval.low > log { return .faster }
    if interval.high < -log { return .slower }
    if interval.low >= -logEquality && interval.high <= logEquality { return .noDifference }
    if !interval.contains(0) { return .differenceOfUncertainSize }
    return .inconclusive(roundsNeeded: roundsNeeded(interval, rounds: rounds))
  }

  /// About n·(h/δ)² rounds, h the half-width, δ as asked for, and always more than there were.
  ///
  /// Where the interval is narrow but sits between 1 and the margin, n·(h/δ)²
  /// asks for fewer rounds than there were; then the half-width that would
  /// decide for one side is what counts.
  private func roundsNeeded(_ interval: Interval, rounds: Int) -> Int {
    let middle = abs((interval.low + interval.high) / 2)
    func needed(_ width: Double) -> Int {
      guard width > 0 else { return rounds + 1 }
      let factor = interval.halfWidth / width
      return Int(min((Double(rounds) * factor * factor).rounded(.up), 1e9))
    }
    let simple = needed(logEquality)
    return simple > rounds ? simple : max(rounds + 1, needed(max(middle, logEquality - middle)))
  }

  /// The error level at which a verdict could just be given: its p-value.
  ///
  /// It is one minus the coverage of the widest order-statistic interval for
  /// which the verdict still follows; 1 where none does.
  func probability(of verdict: Verdict, in estimate: RatioEstimate) -> Double {
    let logRatios = estimate.logRatios
    let widest = estimate.coverages.indices.first { rank in
      let low = logRatios.sorted[rank]
      let high = logRatios.sorted[logRatios.count - 1 - rank]
      return switch verdict {
      case .faster: low > log
      case .slower: high < -log
      case .noDifference: low >= -logEquality && high <= logEquality
      case .differenceOfUncertainSize: low > 0 || high < 0
      case .baseline, .inconclusive: false
      }
    }
    return widest.map { 1 - estimate.coverages[$0] } ?? 1
  }
}
