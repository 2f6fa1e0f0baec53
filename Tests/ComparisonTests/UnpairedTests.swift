import Comparison
import Glibc
import Statistics
import Testing

@Suite struct `Runs that share no rounds` {
  static func options(paired: Bool) -> WorkloadComparison.Options {
    var options = WorkloadComparison.Options()
    options.timing = .traced
    options.isPaired = paired
    return options
  }

  /// Traced times in milliseconds, by index; no index means anything.
  static func set(_ baseline: [Double], _ model: [Double]) -> RoundSet {
    let count = max(baseline.count, model.count)
    let rounds = (0..<count).map { index -> Round in
      var round = Round()
      if index < baseline.count { round.set("sequential", .traced, baseline[index] * 1e6) }
      if index < model.count { round.set("threads", .traced, model[index] * 1e6) }
      return round
    }
    return RoundSet(models: ["sequential", "threads"], baseline: "sequential", rounds: rounds)
  }

  @Test func `are compared each with each`() throws {
    let comparison = WorkloadComparison(
      Self.set([400, 404, 408, 412, 416, 420], [200, 202, 204, 206, 208, 210, 212]),
      options: Self.options(paired: false))
    let threads = try #require(comparison["threads"])
    let speedup = try #require(threads.speedup)
    #expect(speedup.logRatios.count == 42)
    #expect(speedup.rounds == 6)
    #expect(abs(speedup.ratio - 1.99) < 0.005)
    #expect(threads.verdict == .faster)
    #expect(threads.wall?.count == 7)
    #expect(threads.tracerCost == nil)
  }

  @Test func `do not depend on the order in which they are given`() throws {
    let times = [400.0, 404, 408, 412, 416, 440]
    let others = [200.0, 202, 204, 206, 208, 230]
    let one = WorkloadComparison(
      Self.set(times, others), options: Self.options(paired: false))["threads"]?.speedup
    let other = WorkloadComparison(
      Self.set(times.reversed(), others), options: Self.options(paired: false))["threads"]?.speedup
    #expect(one == other)
    let paired = WorkloadComparison(
      Self.set(times.reversed(), others), options: Self.options(paired: true))["threads"]?.speedup
    #expect(paired?.logRatios != one?.logRatios)
  }

  @Test func `have no interval with five of one arm, however many of the other`() throws {
    let many = (0..<20).map { 400 + Double($0) }
    let comparison = WorkloadComparison(
      Self.set(many, [200, 201, 202, 203, 204]), options: Self.options(paired: false))
    let threads = try #require(comparison["threads"])
    #expect(threads.speedup?.low == nil)
    #expect(threads.verdict == nil)
    #expect(threads.minimumDetectableEffect == nil)
    #expect((threads.speedup?.ratio ?? 0) > 2)
  }

  @Test func `tell what they could have shown`() throws {
    // Both arms scatter alike; the factor for 6 and 6 runs is 3.34.
    let times = (0..<6).map { 100 * exp(0.02 * Double($0)) }
    let estimate = try #require(
      RatioEstimate(unpaired: times.map { Int64($0 * 1e6) }, by: times.map { Int64($0 * 1e6) }))
    let deviation = try #require(Sample(times.map { log($0) })).robustStandardDeviation
    let effect = try #require(estimate.detectableEffect)
    #expect(abs(effect - expm1(3.34 * deviation * (2.0 / 6).squareRoot())) < 1e-6)
  }
}
