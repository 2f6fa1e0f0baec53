import Comparison
import Testing

@Suite struct `Several models at once` {
  @Test func `make a weak verdict exploratory and leave a strong one`() throws {
    // Six rounds give at best 1 - 0.96875 = 0.031: enough alone, too little among two.
    let alone = WorkloadComparison(.speedups(["threads": around(2, 0.1, count: 6)]))
    #expect(alone["threads"]?.isExploratory == false)
    let two = WorkloadComparison(
      .speedups([
        "threads": around(2, 0.1, count: 6), "async": around(1, 0.4, count: 6),
      ]))
    #expect(two["threads"]?.verdict == .faster)
    #expect(two["threads"]?.isExploratory == true)
    #expect(two["async"]?.verdict?.word == "inconclusive")
    #expect(two["async"]?.isExploratory == false)
  }

  @Test func `stand together when twelve rounds carry them`() {
    let comparison = WorkloadComparison(
      .speedups([
        "threads": around(2, 0.1), "tasks": around(2, 0.1), "processes": around(1.9, 0.1),
        "async": around(1, 0.02), "actor": around(1, 0.02), "dispatch": around(1.9, 0.1),
      ]))
    #expect(comparison.models.allSatisfy { !$0.isExploratory })
  }

  @Test func `name the fastest`() {
    let comparison = WorkloadComparison(
      .speedups(["threads": around(1.5, 0.1), "processes": around(1.9, 0.1)]))
    #expect(comparison.fastest?.model == "processes")
    let slow = WorkloadComparison(.speedups(["threads": around(0.5, 0.1)]))
    #expect(slow.fastest?.model == "sequential")
  }
}
