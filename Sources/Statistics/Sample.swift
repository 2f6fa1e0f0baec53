/// A set of measured values, sorted once and asked for its order statistics.
///
/// Never empty, and every value is finite. Sorting costs O(n log n); each
/// question after that O(1) or O(n) as noted.
package struct Sample: Hashable, Sendable {
  /// The values, smallest first.
  package let sorted: [Double]

  /// Nil when there are no values or one of them is not finite.
  package init?(_ values: some Sequence<Double>) {
    let sorted = values.sorted()
    guard !sorted.isEmpty, sorted.allSatisfy(\.isFinite) else { return nil }
    self.sorted = sorted
  }

  /// Only for values known to be sorted, finite and not empty.
  init(presorted: [Double]) { sorted = presorted }

  package var count: Int { sorted.count }
  package var minimum: Double { sorted[0] }
  package var maximum: Double { sorted[count - 1] }

  package var mean: Double {
    // Divided first, so that a sum of huge values stays finite.
    sorted.reduce(0) { $0 + $1 / Double(count) }
  }

  /// The middle value, or the mean of the two middle values.
  package var median: Double { quantile(0.5) }

  /// The value below which a share of the sample lies.
  ///
  /// - Parameter share: 0 gives the minimum, 1 the maximum; clamped to 0...1.
  /// - Returns: The value, interpolated linearly between neighbours (Hyndman and
  ///   Fan's type 7, the default of R and NumPy).
  package func quantile(_ share: Double) -> Double {
    let position = min(max(share, 0), 1) * Double(count - 1)
    let below = Int(position)
    let above = min(below + 1, count - 1)
    let fraction = position - Double(below)
    // Where both ends are equal the weighted sum could round away from them.
    guard fraction > 0, sorted[below] != sorted[above] else { return sorted[below] }
    return sorted[below] * (1 - fraction) + sorted[above] * fraction
  }
}
