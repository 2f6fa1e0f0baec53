import Statistics
import Testing

@Suite struct `The bootstrap` {
  static func mean(_ values: [Double]) -> Double? { Sample(values)?.mean }

  @Test func `gives the same interval every time`() {
    let values = (1...20).map { 1 / Double($0) }
    let bootstrap = Bootstrap()
    let first = bootstrap.interval(of: values, Self.mean)
    #expect(first != nil)
    #expect(first == bootstrap.interval(of: values, Self.mean))
    var other = bootstrap
    other.seed = 1
    #expect(first != other.interval(of: values, Self.mean))
  }

  @Test func `is as wide as the standard error says`() throws {
    let values = (0..<100).map(Double.init)
    let interval = try #require(Bootstrap().interval(of: values, Self.mean))
    // The mean's standard error is 28.87 / √100, times 1.96.
    #expect(abs(interval.halfWidth - 5.66) < 0.5)
    #expect(interval.contains(49.5))
  }

  @Test func `leaves undefined draws out and refuses when most are`() {
    let values = [0.0, 1]
    #expect(Bootstrap().interval(of: values) { $0 == [1, 1] ? 1 : nil } == nil)
    #expect(Bootstrap().interval(of: values) { $0 == [1, 1] ? nil : 3 }?.low == 3)
    #expect(Bootstrap().interval(of: [1.0], Self.mean) == nil)
  }

  @Test func `draws from the published generator`() {
    // The first outputs of SplitMix64 for seed 1234567, as its authors give them.
    var generator = SplitMix64(seed: 1_234_567)
    #expect(generator.next() == 6_457_827_717_110_365_317)
    #expect(generator.next() == 3_203_168_211_198_807_973)
    #expect(generator.next() == 9_817_491_932_198_370_423)
  }
}
