import Comparison
import Glibc
import Statistics
import Testing

@Suite struct `The minimum detectable effect` {
  /// Values around 0 whose 1.4826 MAD is `sigma`.
  static func sample(_ count: Int, sigma: Double) -> Sample? {
    let sides = (0..<(count - count % 2)).map { $0.isMultiple(of: 2) ? 1.0 : -1.0 }
    let middle = count.isMultiple(of: 2) ? [] : [0.0]
    return Sample((sides + middle).map { $0 * sigma / 1.4826 })
  }

  @Test(arguments: [
    (6, 1.79), (10, 1.25), (12, 1.11), (20, 0.83), (30, 0.66),
    // Four times the rounds of the last: half of it.
    (120, 0.33),
    // Halfway between 3.953 and 3.845, over √11.
    (11, 1.1756),
  ])
  func `follows the table and goes on between its counts`(count: Int, factor: Double) throws {
    let sample = try #require(Self.sample(count, sigma: 0.02))
    let effect = try #require(minimumDetectableEffect(sample))
    #expect(abs(log1p(effect) / 0.02 - factor) < 0.001)
  }

  @Test func `is unknown for fewer than six rounds`() throws {
    let sample = try #require(Self.sample(4, sigma: 0.02))
    #expect(minimumDetectableEffect(sample) == nil)
  }
}
