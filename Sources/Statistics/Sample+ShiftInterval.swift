import Glibc

extension Sample {
  /// The differences of every value of one sample and every value of another.
  ///
  /// Their median estimates by how much the samples are shifted against each
  /// other (Hodges and Lehmann 1963), for samples that are not paired. O(n·m·log(n·m)).
  ///
  /// - Parameters:
  ///   - first: n values; bounded with `second` to ten million differences.
  ///   - second: m values, each subtracted from each of the first.
  /// - Returns: n·m differences; nil when there would be too many or one is not finite.
  package static func differences(_ first: Sample, _ second: Sample) -> Sample? {
    guard first.count <= 10_000_000 / second.count else { return nil }
    return Sample(first.sorted.flatMap { left in second.sorted.map { left - $0 } })
  }

  /// The exact confidence interval of the shift between two unpaired samples.
  ///
  /// It assumes independent values, of distributions that differ by the shift
  /// only. The narrowest pair of order statistics of the differences is taken
  /// whose coverage, by the rank-sum distribution, reaches the level.
  ///
  /// - Parameters:
  ///   - coverages: Of `shiftCoverages` for the two counts.
  ///   - level: The coverage asked for.
  /// - Returns: Nil when even the whole range covers less.
  package func interval(coverages: [Double], level: Double = 0.95) -> Interval? {
    guard let rank = coverages.lastIndex(where: { $0 >= level }), rank < count - rank else {
      return nil
    }
    return Interval(
      low: sorted[rank], high: sorted[count - 1 - rank], coverage: coverages[rank])
  }
}

/// The coverage of the shift by (k-th smallest, k-th largest) difference, for k = 1, 2, … up to
/// the middle.
///
/// 1 - 2 P(U < k), U the rank-sum statistic of Mann and Whitney for two samples
/// of one distribution. Exact while the counts' product is at most 2 500, then
/// the normal approximation with its continuity correction.
///
/// - Parameters:
///   - first: The number of values of one sample, n.
///   - second: That of the other, m.
/// - Returns: Falling in k; empty when either is empty.
package func shiftCoverages(_ first: Int, _ second: Int) -> [Double] {
  guard first > 0, second > 0, first <= 10_000_000 / second else { return [] }
  let pairs = first * second
  guard pairs <= 2_500 else { return approximateCoverages(first, second) }
  let probabilities = rankSumDistribution(first, second)
  var tail = 0.0
  return (0..<(pairs + 1) / 2).map { rank in
    tail += probabilities[rank]
    return 1 - 2 * tail
  }
}

/// P(U = u) for u = 0...n·m.
///
/// The largest of all values belongs to the first sample with probability
/// n/(n + m), and then exceeds all m of the second; every term is positive, so
/// that nothing cancels. O(n²·m²).
private func rankSumDistribution(_ first: Int, _ second: Int) -> [Double] {
  // One row for each size of the first sample, each with one entry for each size of the second.
  var row = [[Double]](repeating: [1], count: second + 1)
  for left in 1...first {
    var next: [[Double]] = [[1]]
    for right in 1...second {
      var chances = [Double](repeating: 0, count: left * right + 1)
      let share = Double(left) / Double(left + right)
      for (rank, chance) in row[right].enumerated() { chances[rank + right] += share * chance }
      for (rank, chance) in next[right - 1].enumerated() { chances[rank] += (1 - share) * chance }
      next.append(chances)
    }
    row = next
  }
  return row[second]
}

private func approximateCoverages(_ first: Int, _ second: Int) -> [Double] {
  let (n, m) = (Double(first), Double(second))
  let deviation = (n * m * (n + m + 1) / 12).squareRoot()
  return (0..<(first * second + 1) / 2).map { rank in
    // Twice the normal tail beyond z is erfc(z/√2).
    1 - erfc((n * m / 2 - Double(rank) - 0.5) / deviation / 2.0.squareRoot())
  }
}
