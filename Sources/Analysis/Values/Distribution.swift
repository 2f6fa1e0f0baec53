package import Statistics
package import TraceModel

/// How a length of time varies over tasks, steps or workers (METHOD 8.1).
///
/// Count, mean and maximum are exact; percentiles are off by at most 1/256 of
/// themselves and exact below 256 ns.
package struct Distribution: Hashable, Sendable {
  package var count: Int
  /// To the nearest nanosecond.
  package var mean: Nanoseconds
  package var p50: Nanoseconds
  package var p95: Nanoseconds
  package var p99: Nanoseconds
  package var maximum: Nanoseconds

  package init(
    count: Int, mean: Nanoseconds, p50: Nanoseconds, p95: Nanoseconds, p99: Nanoseconds,
    maximum: Nanoseconds
  ) {
    self.count = count
    self.mean = mean
    self.p50 = p50
    self.p95 = p95
    self.p99 = p99
    self.maximum = maximum
  }

  /// Nil of a histogram of nothing.
  package init?(_ histogram: LogLinearHistogram) {
    guard let mean = histogram.mean, let p50 = histogram.percentile(0.5),
      let p95 = histogram.percentile(0.95), let p99 = histogram.percentile(0.99),
      let maximum = histogram.maximum
    else { return nil }
    self.init(
      count: Int(clamping: histogram.count),
      mean: Nanoseconds(Int64(exactly: mean.rounded()) ?? Int64.max), p50: Nanoseconds(p50),
      p95: Nanoseconds(p95), p99: Nanoseconds(p99), maximum: Nanoseconds(maximum))
  }
}
