import Comparison
import Statistics
import Testing

@Suite struct `Rounds` {
  @Test func `are compared in pairs, so that drift cancels`() throws {
    // Everything gets twice as slow over twelve rounds; threads stay 1.5 times faster.
    var set = RoundSet(models: ["sequential", "threads"], baseline: "sequential")
    for index in 0..<12 {
      var round = Round()
      let second = 1e9 * (1 + Double(index) / 11)
      round.set("sequential", .untraced, second)
      round.set("threads", .untraced, second / 1.5)
      set.rounds.append(round)
    }
    let threads = try #require(WorkloadComparison(set)["threads"])
    #expect(abs((threads.speedup?.low ?? 0) - 1.5) < 1e-6)
    #expect(abs((threads.speedup?.high ?? 0) - 1.5) < 1e-6)
    let drift = try #require(threads.drift)
    // 1/11 a round, twelve rounds, around a median of 1.5.
    #expect(abs(drift.change - 12.0 / 11 / 1.5) < 1e-6)
    #expect(drift.exceeds(Margin(share: 0.05)))
    #expect((drift.autocorrelation ?? 0) > 0.7)
  }

  @Test func `without drift say so`() throws {
    let threads = try #require(
      WorkloadComparison(.speedups(["threads": around(2, 0.02)]))["threads"])
    #expect(threads.drift?.exceeds(Margin(share: 0.05)) == false)
  }

  @Test func `lose only the pair whose run failed, and count it`() throws {
    var set = RoundSet.speedups(["threads": around(2, 0.1), "processes": around(3, 0.1)])
    set.rounds[2].fail("threads", .untraced)
    set.rounds[5].fail("threads", .traced)
    let comparison = WorkloadComparison(set)
    #expect(comparison["threads"]?.speedup?.rounds == 11)
    #expect(comparison["threads"]?.wall?.count == 11)
    #expect(comparison["threads"]?.failedRuns == 2)
    #expect(comparison["processes"]?.speedup?.rounds == 12)
    #expect(comparison["processes"]?.failedRuns == 0)
  }

  @Test func `whose baseline failed pair with nothing`() throws {
    var set = RoundSet.speedups(["threads": around(2, 0.1)])
    for index in set.rounds.indices { set.rounds[index].fail("sequential", .untraced) }
    let comparison = WorkloadComparison(set)
    #expect(comparison["threads"]?.speedup == nil)
    #expect(comparison["threads"]?.verdict == nil)
    #expect(comparison["threads"]?.wall?.count == 12)
    #expect(comparison["sequential"]?.wall == nil)
    #expect(comparison["sequential"]?.failedRuns == 12)
    #expect(comparison.fastest == nil)
  }

  @Test func `with a time of nothing count as failed, not as infinitely fast`() throws {
    var set = RoundSet.speedups(["threads": around(2, 0.1)])
    set.rounds[0].set("threads", .untraced, 0)
    let threads = try #require(WorkloadComparison(set)["threads"])
    #expect(threads.speedup?.rounds == 11)
    #expect(threads.failedRuns == 1)
  }

  @Test func `keep the warm-up round apart`() throws {
    var set = RoundSet.speedups(["threads": around(2, 0.1)])
    var warmUp = Round()
    warmUp.set("threads", .untraced, 9e9)
    set.warmUp = warmUp
    let threads = try #require(WorkloadComparison(set)["threads"])
    #expect(threads.coldNanoseconds == 9_000_000_000)
    #expect(threads.wall?.count == 12)
    #expect(abs((threads.speedup?.ratio ?? 0) - 2) < 1e-6)
  }

  @Test func `report the median and the minimum of the walls`() throws {
    let set = RoundSet.speedups(["threads": [1, 2, 4, 5]])
    let wall = try #require(WorkloadComparison(set)["threads"]?.wall)
    #expect(wall.minimumNanoseconds == 200_000_000)
    #expect(wall.medianNanoseconds == 375_000_000)
  }

  @Test func `of traced and untraced runs give the tracer's cost`() throws {
    var set = RoundSet.speedups(["threads": around(2, 0.1)])
    for index in set.rounds.indices {
      let wall = Double(try #require(set.rounds[index].wall("threads", .untraced)))
      set.rounds[index].set("threads", .traced, wall * 1.004)
    }
    let comparison = WorkloadComparison(set)
    #expect(abs((comparison["threads"]?.tracerCost?.ratio ?? 0) - 1.004) < 1e-6)
    #expect(comparison["sequential"]?.tracerCost == nil)
  }

  @Test func `choose the traced run with the median time`() {
    var set = RoundSet(models: ["threads"], baseline: "threads")
    for wall in [5e9, 1e9, 4e9, 2e9] {
      var round = Round()
      round.set("threads", .traced, wall)
      set.rounds.append(round)
    }
    #expect(set.medianTracedRound(of: "threads") == 3)
    set.rounds[1].fail("threads", .traced)
    #expect(set.medianTracedRound(of: "threads") == 2)
    #expect(set.medianTracedRound(of: "processes") == nil)
  }

  @Test func `are flagged when a time lies outside the others, and kept`() throws {
    var speedups = around(2, 0.02)
    speedups[4] = 0.5
    let threads = try #require(
      WorkloadComparison(.speedups(["threads": speedups]))["threads"])
    #expect(threads.outliers.map(\.round) == [4])
    #expect(threads.outliers.first?.severity == .severe)
    #expect(threads.outliers.first?.wallNanoseconds == 2_000_000_000)
    #expect(threads.speedup?.rounds == 12)
  }
}
