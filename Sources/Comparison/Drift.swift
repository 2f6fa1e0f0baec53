import Statistics

/// Whether a model's own time moved while the rounds went by (METHOD 11.8).
///
/// The paired speedup stands in spite of drift; the wall times do not.
package struct Drift: Hashable, Sendable {
  /// The Theil–Sen slope times the number of rounds, as a share of the median time.
  package let change: Double
  /// The lag-1 autocorrelation; nil when undefined.
  package let autocorrelation: Double?

  /// Nil with fewer than six times: a slope of so few is chance.
  init?(walls: [Int64]) {
    let values = walls.map(Double.init)
    guard values.count >= Sample.fewestForMedianInterval, let sample = Sample(values),
      let series = Series(values), let slope = series.slope, sample.median > 0
    else { return nil }
    change = slope * Double(values.count) / sample.median
    autocorrelation = series.firstAutocorrelation
  }

  /// Whether it is larger than what matters.
  package func exceeds(_ margin: Margin) -> Bool { abs(change) > margin.share }
}
