/// The percentile bootstrap: what a figure would be in other draws of the same elements.
///
/// For derived figures (shares, efficiencies, predictions) over rounds, not for
/// a median, which it under-covers at small n: use `Sample.medianInterval`
/// there (METHOD 11.4).
package struct Bootstrap: Sendable {
  package var resamples = 2_000
  package var level = 0.95
  /// Fixed, so that the same rounds always print the same interval.
  package var seed: UInt64 = 0x5374_7265_7474_6F21

  package init() {}

  /// The interval of a figure; O(resamples · n) calls' worth of the figure's own cost.
  ///
  /// - Parameters:
  ///   - elements: The units drawn with replacement (rounds, never parts of one).
  ///   - figure: The figure of one draw; draws for which it is undefined are left out.
  /// - Returns: Nil with fewer than two elements, or when the figure is
  ///   undefined in more than half of the draws.
  package func interval<Element>(
    of elements: [Element], _ figure: ([Element]) -> Double?
  ) -> Interval? {
    guard elements.count > 1 else { return nil }
    var generator = SplitMix64(seed: seed)
    var draw = elements
    var figures: [Double] = []
    figures.reserveCapacity(resamples)
    for _ in 0..<resamples {
      for index in draw.indices {
        draw[index] = elements[Int.random(in: elements.indices, using: &generator)]
      }
      if let value = figure(draw), value.isFinite { figures.append(value) }
    }
    guard figures.count * 2 > resamples, let sample = Sample(figures) else { return nil }
    let tail = (1 - level) / 2
    return Interval(
      low: sample.quantile(tail), high: sample.quantile(1 - tail), coverage: level)
  }
}
