/// How far outside the others a value lies.
///
/// The mild fence is 1.5 interquartile ranges beyond the quartiles, the severe
/// one 3, or 14.8 MAD from the median (METHOD 11.7).
package enum OutlierSeverity: Hashable, Comparable, Sendable {
  case mild
  case severe
}

extension Sample {
  /// The values `factor` interquartile ranges below the first and above the third quartile.
  package func tukeyFences(factor: Double) -> ClosedRange<Double> {
    let first = quantile(0.25)
    let third = quantile(0.75)
    // Rounding of huge values must not turn the ends round.
    let reach = max(factor * (third - first), 0)
    return (first - reach)...max(third + reach, first - reach)
  }

  /// Whether a value lies outside the others; nil for an ordinary one.
  ///
  /// Outliers are for flagging, never for dropping (METHOD 11.7). With fewer
  /// than four values nothing is an outlier.
  package func severity(of value: Double) -> OutlierSeverity? {
    guard count >= 4 else { return nil }
    let deviation = medianAbsoluteDeviation
    if deviation > 0, abs(value - median) > 14.8 * deviation { return .severe }
    if !tukeyFences(factor: 3).contains(value) { return .severe }
    if !tukeyFences(factor: 1.5).contains(value) { return .mild }
    return nil
  }
}
