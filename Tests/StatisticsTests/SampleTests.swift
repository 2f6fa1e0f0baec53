import Statistics
import Testing

@Suite struct `A sample` {
  @Test func `is refused when empty or not finite`() {
    #expect(Sample([]) == nil)
    #expect(Sample([1, .nan]) == nil)
    #expect(Sample([1, .infinity]) == nil)
  }

  @Test func `knows its middle for odd and even counts`() {
    #expect(Sample([3, 1, 2])?.median == 2)
    #expect(Sample([4, 1, 3, 2])?.median == 2.5)
    #expect(Sample([7])?.median == 7)
  }

  @Test func `interpolates quantiles between neighbours`() throws {
    let sample = try #require(Sample([10, 20, 30, 40, 50]))
    #expect(sample.quantile(0.25) == 20)
    #expect(sample.quantile(0.1) == 14)
    #expect(sample.quantile(-1) == 10)
    #expect(sample.quantile(2) == 50)
  }

  @Test func `measures spread by the distance from the median`() throws {
    let sample = try #require(Sample([1, 1, 2, 2, 4, 6, 9]))
    #expect(sample.medianAbsoluteDeviation == 1)
    #expect(sample.robustStandardDeviation == 1.4826)
  }

  @Test func `falls back on the standard deviation where most values are equal`() throws {
    let sample = try #require(Sample([5, 5, 5, 5, 10]))
    #expect(sample.medianAbsoluteDeviation == 0)
    #expect(abs(sample.robustStandardDeviation - 5.0.squareRoot()) < 1e-12)
  }

  @Test func `flags what lies outside Tukey's fences`() throws {
    // Quartiles 3 and 7, so the fences are -3...13 and -9...19.
    let sample = try #require(Sample([1, 2, 3, 4, 5, 6, 7, 8, 9]))
    #expect(sample.tukeyFences(factor: 1.5) == -3...13)
    #expect(sample.severity(of: 13) == nil)
    #expect(sample.severity(of: 14) == .mild)
    #expect(sample.severity(of: 20) == .severe)
    #expect(sample.severity(of: -10) == .severe)
  }

  @Test func `flags severely what is 14,8 MAD away although the fences are wide`() throws {
    // MAD 1 around 0, quartiles -0.5 and 55: only hyperfine's rule sees 16.
    let values: [Double] = [-1, -1, -1, 0, 0, 0, 1, 50, 60, 70, 80]
    let sample = try #require(Sample(values))
    #expect(sample.medianAbsoluteDeviation == 1)
    #expect(sample.severity(of: 14) == nil)
    #expect(sample.severity(of: 16) == .severe)
  }

  @Test func `calls nothing an outlier among three`() throws {
    let sample = try #require(Sample([1, 1, 100]))
    #expect(sample.severity(of: 100) == nil)
  }
}
