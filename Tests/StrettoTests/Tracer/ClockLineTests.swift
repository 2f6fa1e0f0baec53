import Testing
import TraceModel

@testable import Stretto

@Suite struct ClockLineTests {
  private func anchor(_ ticks: UInt64, _ nanoseconds: Int64) -> ClockAnchor {
    ClockAnchor(ticks: ticks, time: Nanoseconds(nanoseconds))
  }

  @Test func `ticks between two anchors lie on the straight line, rounded down`() {
    var line = ClockLine(origin: anchor(1_000, 500))
    line.append(anchor(4_000, 1_500))
    #expect(line.time(of: 1_000) == Nanoseconds(500))
    #expect(line.time(of: 2_500) == Nanoseconds(1_000))
    #expect(line.time(of: 2_501) == Nanoseconds(1_000))
    #expect(line.time(of: 2_503) == Nanoseconds(1_001))
    #expect(line.time(of: 4_000) == Nanoseconds(1_500))
  }

  @Test func `each stretch has a rate of its own`() {
    var line = ClockLine(origin: anchor(0, 0))
    line.append(anchor(1_000, 500))
    line.append(anchor(2_000, 1_500))
    #expect(line.time(of: 500) == Nanoseconds(250))
    #expect(line.time(of: 1_500) == Nanoseconds(1_000))
    #expect(line.time(of: 501) == Nanoseconds(250))
  }

  @Test func `ticks outside the anchors take the time of the nearest`() {
    var line = ClockLine(origin: anchor(1_000, 500))
    line.append(anchor(2_000, 1_000))
    #expect(line.time(of: 1) == Nanoseconds(500))
    #expect(line.time(of: 9_999) == Nanoseconds(1_000))
  }

  @Test func `an anchor that steps back is left out`() {
    var line = ClockLine(origin: anchor(1_000, 500))
    line.append(anchor(2_000, 1_000))
    line.append(anchor(2_000, 1_100))
    line.append(anchor(3_000, 900))
    #expect(line.count == 2)
    #expect(line.last == anchor(2_000, 1_000))
  }

  @Test func `the conversion never decreases, whatever the order of the questions`() {
    var random = SystemRandomNumberGenerator()
    var line = ClockLine(origin: anchor(1_000_000, 0))
    for _ in 0..<200 {
      line.append(
        anchor(
          line.last.ticks + .random(in: 1...300_000_000, using: &random),
          line.last.time.count + .random(in: 0...60_000_000, using: &random)))
    }
    let ticks = (0..<2_000).map { _ in UInt64.random(in: 0...line.last.ticks + 10, using: &random) }
    let converted = ticks.map { ($0, line.time(of: $0)) }.sorted { $0.0 < $1.0 }
    for (earlier, later) in zip(converted, converted.dropFirst()) {
      #expect(earlier.1 <= later.1, "at \(earlier.0) and \(later.0)")
    }
  }

  @Test func `a later anchor does not change what was converted before`() {
    var line = ClockLine(origin: anchor(0, 0))
    line.append(anchor(3_000_000, 1_000_000))
    let before = (0..<100).map { line.time(of: $0 * 30_000) }
    line.append(anchor(6_000_000, 5_000_000))
    #expect((0..<100).map { line.time(of: $0 * 30_000) } == before)
  }

  @Test func `a stretch of a year does not overflow`() {
    let year: Int64 = 365 * 86_400 * 1_000_000_000
    var line = ClockLine(origin: anchor(0, 0))
    line.append(anchor(UInt64(year) * 3, year))
    #expect(line.time(of: UInt64(year) * 3 / 2) == Nanoseconds(year / 2))
  }

  @Test func `drift is what the rate at the start would have been off by at the end`() {
    var line = ClockLine(origin: anchor(0, 0))
    line.append(anchor(600_000_000, 250_000_000))
    #expect(line.drift == nil)
    // One second at the start's rate of 2.4 GHz, though 1 s and 40 ns passed.
    line.append(anchor(2_400_000_000, 1_000_000_040))
    #expect(line.drift == Nanoseconds(-40))
  }

  @Test func `an anchor survives being written and read`() {
    let written = anchor(12_345, 678)
    #expect(ClockAnchor(written.description) == written)
    #expect(ClockAnchor("12345") == nil)
    #expect(ClockAnchor("1:2:3") == nil)
    #expect(ClockAnchor("-1:2") == nil)
    #expect(ClockAnchor("1:9223372036854775807") == nil)
  }
}
