import Statistics
import Testing

@Suite struct `The interval of a shift` {
  /// P(U <= r) by trying every way to deal the ranks to the two samples.
  static func tails(_ first: Int, _ second: Int) -> [Double] {
    let all = first + second
    var counts = [Double](repeating: 0, count: first * second + 1)
    for hand in 0..<(1 << all) where hand.nonzeroBitCount == first {
      // U counts the pairs in which the first sample's value is the larger.
      var smaller = 0
      var statistic = 0
      for rank in 0..<all {
        if hand >> rank & 1 == 1 { statistic += smaller } else { smaller += 1 }
      }
      counts[statistic] += 1
    }
    let whole = counts.reduce(0, +)
    var sum = 0.0
    return counts.map {
      sum += $0
      return sum / whole
    }
  }

  @Test(arguments: [(1, 1), (2, 3), (4, 4), (6, 6), (3, 9), (7, 5)])
  func `has the coverages that counting every deal gives`(first: Int, second: Int) {
    let coverages = shiftCoverages(first, second)
    let tails = Self.tails(first, second)
    #expect(coverages.count == (first * second + 1) / 2)
    for (rank, coverage) in coverages.enumerated() {
      #expect(abs(coverage - (1 - 2 * tails[rank])) < 1e-12)
    }
  }

  @Test func `is approximated for many values, close to the exact one`() throws {
    // 50 x 50 is exact, 50 x 51 is not.
    let exact = shiftCoverages(50, 50)
    let near = shiftCoverages(50, 51)
    let rank = try #require(exact.lastIndex { $0 >= 0.95 })
    let other = try #require(near.lastIndex { $0 >= 0.95 })
    #expect(abs(Double(rank) / 2_500 - Double(other) / 2_550) < 0.002)
    #expect(shiftCoverages(0, 5).isEmpty)
    #expect(shiftCoverages(.max, .max).isEmpty)
  }

  @Test func `is made of the differences of every pair`() throws {
    let first = try #require(Sample([10, 12, 15]))
    let second = try #require(Sample([1, 4]))
    let differences = try #require(Sample.differences(first, second))
    #expect(differences.sorted == [6, 8, 9, 11, 11, 14])
    // 3 x 2 values: even the whole range covers only 1 - 2/10.
    #expect(differences.interval(coverages: shiftCoverages(3, 2)) == nil)
    #expect(differences.interval(coverages: shiftCoverages(3, 2), level: 0.8)?.low == 6)
  }

  @Test func `takes the sixth of six against six`() throws {
    // P(U <= 5) = 19/924: the sixth smallest and largest of 36 differences.
    let first = try #require(Sample((0..<6).map { Double($0) * 6 }))
    let second = try #require(Sample((0..<6).map { -Double($0) }))
    let differences = try #require(Sample.differences(first, second))
    let interval = try #require(differences.interval(coverages: shiftCoverages(6, 6)))
    #expect(interval.low == 5)
    #expect(interval.high == 30)
    #expect(abs(interval.coverage - (1 - 38.0 / 924)) < 1e-12)
  }

  @Test(arguments: [(6, 6), (8, 12), (12, 7)])
  func `covers the true shift as often as it says`(first: Int, second: Int) throws {
    var generator = SplitMix64(seed: 4)
    let draws = 3_000
    let coverages = shiftCoverages(first, second)
    func skewed() -> Double {
      let value = Double.random(in: 0..<1, using: &generator)
      return value * value
    }
    var hits = 0
    for _ in 0..<draws {
      let left = try #require(Sample((0..<first).map { _ in skewed() + 0.3 }))
      let right = try #require(Sample((0..<second).map { _ in skewed() }))
      let interval = Sample.differences(left, right)?.interval(coverages: coverages)
      if interval?.contains(0.3) == true { hits += 1 }
    }
    let promised = try #require(coverages.last { $0 >= 0.95 })
    #expect(abs(Double(hits) / Double(draws) - promised) < 0.013)
  }
}
