/// Counts of whole numbers from zero up, in buckets of equal relative width.
///
/// Below 256 every number has a bucket of its own; above, each octave has 128,
/// so that a percentile is off by at most 1/256 of itself. Two histograms merge
/// by addition to what one of all their numbers would hold, which averages of
/// percentiles never do (METHOD 12). Memory grows with the largest number seen:
/// 58 KiB at most.
package struct LogLinearHistogram: Hashable, Sendable {
  private var counts: [UInt64] = []
  package private(set) var count: UInt64 = 0
  /// Exact, whatever the buckets say.
  package private(set) var minimum: Int64?
  package private(set) var maximum: Int64?
  private var sum: UInt128 = 0

  private static let exactBits = 8
  private static let perOctave = 128

  package init() {}

  /// The exact mean; nil of nothing.
  package var mean: Double? {
    count == 0 ? nil : Double(sum) / Double(count)
  }

  /// The exact sum; the largest number when it does not fit.
  package var total: Int64 { Int64(clamping: sum) }

  /// Counts a number; what is below zero counts as zero.
  package mutating func insert(_ value: Int64) {
    let value = max(value, 0)
    let index = Self.index(of: UInt64(value))
    if counts.count <= index {
      counts.append(contentsOf: repeatElement(0, count: index + 1 - counts.count))
    }
    counts[index] &+= 1
    count &+= 1
    sum &+= UInt128(value)
    if value < minimum ?? Int64.max { minimum = value }
    if value > maximum ?? -1 { maximum = value }
  }

  /// Adds what another has counted.
  package mutating func merge(_ other: LogLinearHistogram) {
    while counts.count < other.counts.count { counts.append(0) }
    for (index, more) in other.counts.enumerated() { counts[index] &+= more }
    count &+= other.count
    sum &+= other.sum
    if let low = other.minimum { minimum = min(minimum ?? low, low) }
    if let high = other.maximum { maximum = max(maximum ?? high, high) }
  }

  /// The smallest number that at least that share of all do not exceed, to the
  /// middle of its bucket; nil of nothing.
  ///
  /// `share` is from 0, the smallest number, to 1, the largest.
  package func percentile(_ share: Double) -> Int64? {
    guard let minimum, let maximum, !share.isNaN else { return nil }
    let wanted = max((min(max(share, 0), 1) * Double(count)).rounded(.up), 1)
    if wanted >= Double(count) { return maximum }
    var seen: UInt64 = 0
    for (index, more) in counts.enumerated() {
      seen &+= more
      if Double(seen) >= wanted { return min(max(Self.middle(of: index), minimum), maximum) }
    }
    return maximum
  }

  private static func index(of value: UInt64) -> Int {
    let octave = 63 - max(value, 1).leadingZeroBitCount
    if octave < exactBits { return Int(value) }
    let shift = octave - exactBits + 1
    return (octave - exactBits) * perOctave + Int(value >> UInt64(shift)) + perOctave
  }

  private static func middle(of index: Int) -> Int64 {
    if index < 2 * perOctave { return Int64(index) }
    let octave = (index - perOctave) / perOctave - 1
    let shift = UInt64(octave + 1)
    let low = UInt64(index - octave * perOctave - perOctave) << shift
    return Int64(clamping: low &+ (1 << shift) / 2)
  }
}
