extension Sample {
  /// The median of the distances from the median (MAD), in the values' own unit.
  package var medianAbsoluteDeviation: Double {
    let middle = median
    return Sample(presorted: sorted.map { abs($0 - middle) }.sorted()).median
  }

  /// The root of the mean squared distance from the mean, divided by n - 1; 0 for one value.
  package var standardDeviation: Double {
    guard count > 1 else { return 0 }
    let mean = mean
    let squares = sorted.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
    return (squares / Double(count - 1)).squareRoot()
  }

  /// What the standard deviation would be without the outliers: 1.4826 MAD.
  ///
  /// Where more than half of the values are equal the MAD is 0 and says nothing
  /// about the rest; then the standard deviation itself (METHOD 11.6).
  package var robustStandardDeviation: Double {
    let deviation = 1.4826 * medianAbsoluteDeviation
    return deviation > 0 ? deviation : standardDeviation
  }
}
