import Testing

@testable import Recorder

/// How much may be sampled, on a clock turned by hand.
@Suite struct SamplingBudgetTests {
  private static let tenth: Int64 = 100_000_000

  @Test func `a program that switches seldom is never paused`() {
    var budget = SamplingBudget(cpus: 2)
    for step in 0..<100 {
      #expect(budget.note(1000, at: Int64(step) * Self.tenth) == nil)
    }
    #expect(budget.paused == 0)
  }

  @Test func `one that switches all the time is sampled for a part of it`() {
    var budget = SamplingBudget(cpus: 1)
    var isOn = true
    var samples = 0
    for step in 0..<200 {
      // 40,000 a second, five times what may be sampled.
      let count = isOn ? 4000 : 0
      samples += count
      if let change = budget.note(count, at: Int64(step) * Self.tenth) { isOn = change }
    }
    #expect((150_000...200_000).contains(samples))
    #expect(budget.paused > 140 * Self.tenth)
  }
}
