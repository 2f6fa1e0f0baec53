/// One number per bucket, stored in place: the sweep's counters and sums.
///
/// Few buckets hold anything at an instant, so those that do are marked in a
/// mask and only they cost time. Adds wrap; the bounds checked before a sweep
/// keep them from doing so.
struct Tally: Sendable {
  private var values = InlineArray<21, Int64>(repeating: 0)
  private var mask: UInt32 = 0

  subscript(bucket: Bucket) -> Int64 {
    get { values[Int(bucket.rawValue)] }
    set {
      let bit: UInt32 = 1 << UInt32(bucket.rawValue)
      values[Int(bucket.rawValue)] = newValue
      mask = newValue == 0 ? mask & ~bit : mask | bit
    }
  }

  /// Adds `count · time` for every bucket.
  mutating func add(_ counts: borrowing Tally, times time: Int64) {
    var rest = counts.mask
    mask |= rest
    while rest != 0 {
      let index = rest.trailingZeroBitCount
      values[index] &+= counts.values[index] &* time
      rest &= rest - 1
    }
  }

  var total: Int64 {
    var sum: Int64 = 0
    var rest = mask
    while rest != 0 {
      sum &+= values[rest.trailingZeroBitCount]
      rest &= rest - 1
    }
    return sum
  }
}
