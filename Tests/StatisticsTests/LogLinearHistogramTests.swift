import Testing

@testable import Statistics

/// Against the sorted numbers themselves.
struct LogLinearHistogramTests {
  @Test func `nothing has no percentile`() {
    let histogram = LogLinearHistogram()
    #expect(histogram.percentile(0.5) == nil)
    #expect(histogram.mean == nil)
    #expect(histogram.count == 0)
  }

  @Test func `below 256 every percentile is exact`() {
    var histogram = LogLinearHistogram()
    for value in Int64(0)..<256 { histogram.insert(255 - value) }
    #expect(histogram.percentile(0) == 0)
    #expect(histogram.percentile(0.5) == 127)
    #expect(histogram.percentile(0.95) == 243)
    #expect(histogram.percentile(1) == 255)
    #expect(histogram.mean == 127.5)
  }

  @Test func `above, a percentile is off by at most 1 in 256`() {
    var random = SplitMix64(seed: 3)
    var histogram = LogLinearHistogram()
    var values: [Int64] = []
    for _ in 0..<5000 {
      let value = Int64(random.next() >> UInt64.random(in: 1...63, using: &random))
      values.append(value)
      histogram.insert(value)
    }
    values.sort()
    for share in [0.01, 0.1, 0.5, 0.9, 0.95, 0.99, 0.999] {
      let exact = values[Int((share * 5000).rounded(.up)) - 1]
      let found = histogram.percentile(share) ?? -1
      #expect(abs(Double(found) - Double(exact)) <= Double(exact) / 256, "\(share)")
    }
    #expect(histogram.maximum == values.last)
    #expect(histogram.minimum == values.first)
  }

  @Test func `merging two equals counting all`() {
    var random = SplitMix64(seed: 5)
    var (left, right, both) = (LogLinearHistogram(), LogLinearHistogram(), LogLinearHistogram())
    for turn in 0..<1000 {
      let value = Int64(random.next() >> UInt64.random(in: 1...63, using: &random))
      if turn.isMultiple(of: 3) { left.insert(value) } else { right.insert(value) }
      both.insert(value)
    }
    left.merge(right)
    #expect(left == both)
  }

  @Test func `the ends of the range neither trap nor lose the sum`() {
    var histogram = LogLinearHistogram()
    for value in [Int64.min, -1, 0, Int64.max, Int64.max] { histogram.insert(value) }
    #expect(histogram.count == 5)
    #expect(histogram.minimum == 0)
    #expect(histogram.percentile(1) == Int64.max)
    #expect(histogram.total == Int64.max)
    #expect(histogram.percentile(Double.nan) == nil)
  }
}
