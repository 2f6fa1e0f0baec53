import Testing
import TraceModel

@testable import Stretto

@Suite struct ClockErrorTests {
  /// The limit of R9 is 1 µs; an anchor read while this thread was interrupted
  /// is off by more, so the median of many counts.
  @Test func `converted instants agree with CLOCK_MONOTONIC`() {
    _ = ClockAnchor.now()
    var line = ClockLine(origin: .now())
    var probes: [ClockAnchor] = []
    for _ in 0..<200 {
      probes.append(.now())
      line.append(.now())
    }
    let errors = probes.map { abs((line.time(of: $0.ticks) - $0.time).count) }.sorted()
    #expect(errors[errors.count / 2] < 1_000)
  }
}
