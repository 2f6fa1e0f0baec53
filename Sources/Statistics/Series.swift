/// Values in the order in which they were measured, asked whether the order mattered.
package struct Series: Hashable, Sendable {
  package let values: [Double]

  /// Nil when a value is not finite.
  package init?(_ values: [Double]) {
    guard values.allSatisfy(\.isFinite) else { return nil }
    self.values = values
  }

  /// The Theil–Sen slope: the median of the slopes of all pairs, in values per step.
  ///
  /// Up to 29 % of the values may be wild without moving it far. O(n² log n).
  /// Nil with fewer than two values.
  package var slope: Double? {
    var slopes: [Double] = []
    for later in values.indices.dropFirst() {
      for earlier in 0..<later {
        slopes.append((values[later] - values[earlier]) / Double(later - earlier))
      }
    }
    return Sample(slopes)?.median
  }

  /// How much each value resembles the one before it: -1...1, about 0 for independent values.
  ///
  /// Nil with fewer than three values or when all are equal.
  package var firstAutocorrelation: Double? {
    guard values.count > 2 else { return nil }
    let mean = values.reduce(0, +) / Double(values.count)
    let deviations = values.map { $0 - mean }
    let variance = deviations.reduce(0) { $0 + $1 * $1 }
    guard variance > 0 else { return nil }
    return zip(deviations, deviations.dropFirst()).reduce(0) { $0 + $1.0 * $1.1 } / variance
  }
}
