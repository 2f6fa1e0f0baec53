import Testing
import TraceModel

@testable import Stretto

@Suite struct DrainPolicyTests {
  private let policy = DrainPolicy.standard

  @Test func `an idle tracer drains every 50 ms`() {
    #expect(policy.next(after: Nanoseconds(1_000_000), fill: 0) == Nanoseconds(50_000_000))
    #expect(policy.next(after: Nanoseconds(50_000_000), fill: 0.1) == Nanoseconds(50_000_000))
  }

  @Test func `a ring that fills fast is drained sooner`() {
    #expect(policy.next(after: Nanoseconds(50_000_000), fill: 0.5) == Nanoseconds(25_000_000))
    #expect(policy.next(after: Nanoseconds(8_000_000), fill: 1) == Nanoseconds(2_000_000))
  }

  @Test func `never sooner than after a millisecond`() {
    #expect(policy.next(after: Nanoseconds(2_000_000), fill: 1) == Nanoseconds(1_000_000))
  }

  @Test func `a ring that fills slower again is left alone longer`() {
    #expect(policy.next(after: Nanoseconds(2_000_000), fill: 0.1) == Nanoseconds(5_000_000))
  }

  @Test func `two pauses and a drain stay within the promised 100 ms`() {
    #expect(policy.longest.count + policy.flushInterval.count <= 100_000_000)
  }
}
