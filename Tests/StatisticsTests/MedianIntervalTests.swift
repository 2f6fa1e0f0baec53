import Statistics
import Testing

@Suite struct `The median's interval` {
  /// P(B <= r) for B binomial with n tries of one half, from Pascal's triangle.
  static func tail(_ count: Int, _ rank: Int) -> Double {
    var row: [Double] = [1]
    for _ in 0..<count {
      row = [1] + zip(row, row.dropFirst()).map { $0.0 + $0.1 } + [1]
    }
    return row[...rank].reduce(0, +) / row.reduce(0, +)
  }

  @Test(arguments: [
    (6, 0, 0.96875), (7, 0, 0.984375), (9, 1, 0.9609375), (10, 1, 0.978515625),
    (12, 2, 0.96142578125), (15, 3, 0.96484375), (20, 5, 0.9586105346679688),
  ])
  func `takes the narrowest pair that covers 95 percent`(
    count: Int, rank: Int, coverage: Double
  ) throws {
    let sample = try #require(Sample((0..<count).map(Double.init).shuffled()))
    let interval = try #require(sample.medianInterval())
    #expect(interval.low == Double(rank))
    #expect(interval.high == Double(count - 1 - rank))
    #expect(abs(interval.coverage - coverage) < 1e-12)
  }

  @Test(arguments: 1...5)
  func `does not exist for fewer than six values`(count: Int) throws {
    let sample = try #require(Sample((0..<count).map(Double.init)))
    #expect(sample.medianInterval() == nil)
  }

  @Test(arguments: [2, 3, 6, 11, 12, 30, 51])
  func `has the binomial's coverages`(count: Int) {
    let coverages = medianCoverages(count: count)
    #expect(coverages.count == count / 2)
    for (rank, coverage) in coverages.enumerated() {
      #expect(abs(coverage - (1 - 2 * Self.tail(count, rank))) < 1e-12)
    }
  }

  @Test func `exists for counts whose power of two no number holds`() throws {
    let sample = try #require(Sample((0..<4_001).map(Double.init)))
    let interval = try #require(sample.medianInterval())
    // 2000 ± 1.96 · √4001 / 2
    #expect(abs(interval.low - 1_938) <= 1)
    #expect(abs(interval.high - 2_062) <= 1)
  }

  @Test(arguments: [6, 9, 12, 20])
  func `covers the true median as often as it says`(count: Int) throws {
    var generator = SplitMix64(seed: 12)
    let draws = 4_000
    var hits = 0
    var promised = 0.0
    for _ in 0..<draws {
      // Squared, so that the values are skewed; the true median is 0.25.
      let values = (0..<count).map { _ in
        let value = Double.random(in: 0..<1, using: &generator)
        return value * value
      }
      let interval = try #require(Sample(values)?.medianInterval())
      promised = interval.coverage
      if interval.contains(0.25) { hits += 1 }
    }
    // Four standard errors of a share of 4000.
    #expect(abs(Double(hits) / Double(draws) - promised) < 0.013)
  }

  @Test func `asks for a wider pair at a higher level`() throws {
    let sample = try #require(Sample((0..<12).map(Double.init)))
    #expect(sample.medianInterval(level: 0.99)?.low == 1)
    #expect(sample.medianInterval(level: 0.999)?.low == 0)
    #expect(sample.medianInterval(level: 0.9999) == nil)
  }
}
