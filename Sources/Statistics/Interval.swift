/// A confidence interval, both ends included.
package struct Interval: Hashable, Sendable {
  package var low: Double
  package var high: Double
  /// The probability with which the procedure covers the true value.
  package var coverage: Double

  package init(low: Double, high: Double, coverage: Double) {
    self.low = low
    self.high = high
    self.coverage = coverage
  }

  /// Half of its width: what stands after the ±.
  package var halfWidth: Double { (high - low) / 2 }

  package func contains(_ value: Double) -> Bool { low <= value && value <= high }
}
