extension Sample {
  /// The fewest values whose range covers the median with 95 %.
  package static let fewestForMedianInterval = 6

  /// The exact confidence interval of the median: two order statistics.
  ///
  /// It assumes independent values and nothing about their distribution. The
  /// narrowest pair (k-th smallest, k-th largest) is taken whose binomial
  /// coverage reaches the level, so the true coverage is never below it: 96.9 %
  /// for six values, 96.1 % for nine and twelve, 97.9 % for ten (METHOD 11.4).
  ///
  /// - Parameter level: The coverage asked for.
  /// - Returns: Nil when even the whole range covers less: fewer than six values for 95 %.
  package func medianInterval(level: Double = 0.95) -> Interval? {
    let coverages = medianCoverages(count: count)
    guard let rank = coverages.lastIndex(where: { $0 >= level }) else { return nil }
    return Interval(
      low: sorted[rank], high: sorted[count - 1 - rank], coverage: coverages[rank])
  }
}

/// The coverage of the median by (k-th smallest, k-th largest) for k = 1, 2, … up to the middle.
///
/// - Parameter count: The number of values, n.
/// - Returns: 1 - 2 P(B < k), B binomial with n tries of one half; falling in k.
package func medianCoverages(count: Int) -> [Double] {
  guard count > 1 else { return [] }
  let half = count / 2
  // Binomial coefficients relative to the middle one: no power of two to
  // underflow however many values there are.
  var weights = [Double](repeating: 1, count: half + 1)
  for rank in stride(from: half - 1, through: 0, by: -1) {
    weights[rank] = weights[rank + 1] * Double(rank + 1) / Double(count - rank)
  }
  let lower = weights[..<half].reduce(0, +)
  // The upper half mirrors the lower; an even count has one middle, an odd two.
  let total = count.isMultiple(of: 2) ? 2 * lower + weights[half] : 2 * (lower + weights[half])
  var tail = 0.0
  return (0..<half).map { rank in
    tail += weights[rank]
    return 1 - 2 * tail / total
  }
}
