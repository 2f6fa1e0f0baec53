import Statistics
import Testing

@Suite struct `A series` {
  @Test func `finds the slope although a value is wild`() throws {
    let series = try #require(Series([10, 12, 14, 900, 18, 20, 22]))
    #expect(series.slope == 2)
  }

  @Test func `has no slope with one value`() throws {
    #expect(try #require(Series([3])).slope == nil)
    #expect(Series([3, .nan]) == nil)
  }

  @Test func `sees that neighbours resemble each other`() throws {
    // Deviations ±1: the products are 1, 1, -1, 1, 1 over a variance of 6.
    let steps = try #require(Series([1, 1, 1, -1, -1, -1]))
    #expect(steps.firstAutocorrelation == 0.5)
    let swings = try #require(Series([1, -1, 1, -1]))
    #expect(swings.firstAutocorrelation == -0.75)
  }

  @Test func `has no autocorrelation when all values are equal`() throws {
    #expect(try #require(Series([2, 2, 2])).firstAutocorrelation == nil)
    #expect(try #require(Series([1, 2])).firstAutocorrelation == nil)
  }
}
