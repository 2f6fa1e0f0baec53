import Statistics
import Testing

@Suite struct `Holm's procedure` {
  @Test func `accepts each claim at its own step`() {
    // Against 0.05/4, 0.05/3, 0.05/2, 0.05.
    #expect(holm([0.01, 0.04, 0.016, 0.02]) == [true, true, true, true])
    #expect(holm([0.012, 0.013, 0.2, 0.3]) == [true, true, false, false])
  }

  @Test func `stops at the first claim that fails`() {
    #expect(holm([0.02, 0.03]) == [true, true])
    #expect(holm([0.026, 0.03]) == [false, false])
  }

  @Test func `judges no claim when there is none`() {
    #expect(holm([]) == [])
  }
}
