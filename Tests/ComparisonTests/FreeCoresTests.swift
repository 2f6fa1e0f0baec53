import Comparison
import Statistics
import Testing

@Suite struct `Free cores` {
  @Test func `restrict the speedup to the rounds that had enough`() throws {
    var options = WorkloadComparison.Options()
    options.minimumFreeCores = 1.8
    let speedups = [1.0, 1.9, 1.0, 1.9, 1.9, 1.0]
    let cores = [1.1, 1.9, 1.2, 1.8, 2.0, 1.79]
    let comparison = WorkloadComparison(
      .speedups(["threads": speedups], freeCores: cores), options: options)
    let restricted = try #require(comparison["threads"]?.restricted)
    #expect(restricted.rounds == 3)
    #expect(restricted.allRounds == 6)
    #expect(abs((restricted.speedup?.ratio ?? 0) - 1.9) < 1e-6)
    #expect(comparison.freeCores?.minimum == 1.1)
    #expect(comparison.freeCores?.maximum == 2)
    #expect(comparison["sequential"]?.restricted == nil)
  }

  @Test func `say none where no round had enough`() throws {
    var options = WorkloadComparison.Options()
    options.minimumFreeCores = 1.8
    let comparison = WorkloadComparison(
      .speedups(["threads": [1, 1, 1]], freeCores: [1, 1, 1]), options: options)
    let restricted = try #require(comparison["threads"]?.restricted)
    #expect(restricted.rounds == 0)
    #expect(restricted.allRounds == 3)
    #expect(restricted.speedup == nil)
  }

  @Test func `restrict nothing where they were not measured`() {
    var options = WorkloadComparison.Options()
    options.minimumFreeCores = 1.8
    let comparison = WorkloadComparison(.speedups(["threads": [1, 1, 1]]), options: options)
    #expect(comparison["threads"]?.restricted == nil)
    #expect(comparison.freeCores == nil)
  }
}
