import Testing
import TraceModel

@testable import TraceFile

@Suite struct EventTimeTests {
  private func time(_ text: String) -> EventTime? {
    let bytes = Array(text.utf8)
    return EventTime(microseconds: bytes.span)
  }

  @Test(arguments: [
    ("0", 0), ("1", 1000), ("12.5", 12500), ("0.001", 1), ("-3", -3000), ("-0.5", -500),
    ("1e3", 1_000_000), ("1.5E+2", 150_000), ("12e-1", 1200),
    ("1234567890123456.789", 1_234_567_890_123_456_789),
    ("1.2345678", 1235), ("1.2344999", 1234), ("-1.2345", -1234), ("0.0004999", 0), ("0.0005", 1),
    ("0e999999999999", 0), ("1e-999999999999", 0), ("0.00000000000000000000000000001e29", 1000),
    ("100000000000000000000000e-20", 1_000_000),
  ])
  func `decimal microseconds are read exactly to nanoseconds`(_ text: String, _ expected: Int64) {
    #expect(time(text)?.rounded == Nanoseconds(expected))
  }

  @Test(arguments: [
    "", "-", ".", "1.2.3", "1e", "1e+", "0x10", "NaN", "Infinity", "null", "1 ", "--1",
    "2305843009213694.0", "1e300", "-1e17", "99999999999999999999",
  ])
  func `what is no time is refused`(_ text: String) { #expect(time(text) == nil) }

  @Test func `the last admitted nanosecond is read`() {
    #expect(time("2305843009213693.952")?.rounded == Nanoseconds.admitted.upperBound)
  }

  @Test func `rounding keeps a child inside its parent`() throws {
    // 0.0004 + 0.0002 rounds up together, each part alone does not.
    let parent = try read(object(complete("a", "0.0004", "0.0002")))
    #expect(parent.plainSpans == [PlainSpan("a", 0, 1)])
  }

  @Test func `random decimals agree with integer arithmetic`() {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededRandom(seed: seed)
    for _ in 0..<5000 {
      let nanoseconds = Int64.random(in: -(1 << 61)...(1 << 61), using: &random)
      let magnitude = nanoseconds.magnitude
      let fraction = String(magnitude % 1000 + 1000).dropFirst()
      let text = "\(nanoseconds < 0 ? "-" : "")\(magnitude / 1000).\(fraction)"
      #expect(time(text)?.rounded == Nanoseconds(nanoseconds), "\(text) seed \(seed)")
    }
  }
}
