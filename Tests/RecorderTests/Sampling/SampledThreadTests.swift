import Testing
import TraceModel

@testable import Recorder

/// States from the counters of /proc on a clock turned by hand.
@Suite struct SampledThreadTests {
  private static let millisecond: Int64 = 1_000_000

  /// The states of a thread whose counters (run, ready, turns; in milliseconds) were looked at
  /// every 20 ms.
  private func states(_ counters: [(Int64, Int64, Int64)]) throws -> [String] {
    let unit = Self.millisecond
    var thread = SampledThread(
      process: 1, thread: 2, name: "", at: 0, round: 0,
      try #require(SampledThread.Counters([0, 0, 0])))
    var records: [PerfRecord] = []
    thread.append(0, .fork(parentProcess: 1, parentThread: 1), &records)
    thread.append(0, .switchIn, &records)
    var now: Int64 = 0
    for (run, ready, turns) in counters {
      now += 20 * unit
      let next = try #require(SampledThread.Counters([run * unit, ready * unit, turns]))
      _ = thread.advance(to: now, next, &records)
    }
    thread.end(at: now, &records)
    var timeline = Timeline()
    var states: [String] = []
    for record in records {
      timeline.feed(record) { states.append("\($0.state) \($0.start / unit)-\($0.end / unit)") }
    }
    #expect(timeline.anomalies == 0)
    return states
  }

  @Test func `a thread that always runs has one interval`() throws {
    #expect(try states([(20, 0, 1), (40, 0, 1), (60, 0, 1)]) == ["run 0-60"])
  }

  @Test func `what it ran and was ready is told at the end of the time between two looks`() throws {
    #expect(
      try states([(20, 0, 1), (25, 10, 3), (25, 10, 3), (25, 10, 3), (40, 10, 4)]) == [
        "run 0-20", "block 20-25", "ready 25-35", "run 35-40", "block 40-85", "run 85-100",
      ])
  }

  @Test func `a thread that only loses its CPU is never blocked`() throws {
    #expect(
      try states([(20, 0, 1), (30, 10, 2), (40, 20, 3)]) == [
        "run 0-20", "ready 20-30", "run 30-40", "ready 40-50", "run 50-60",
      ])
  }

  @Test func `counters that cannot be do no harm`() throws {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<200 {
      let counters = (0..<20).map { _ in
        (
          Int64.random(in: -50...200, using: &generator),
          Int64.random(in: -50...200, using: &generator), Int64.random(in: 0...3, using: &generator)
        )
      }
      _ = try states(counters)
    }
    #expect(SampledThread.Counters([1, 2]) == nil)
    #expect(SampledThread.Counters(nil) == nil)
  }
}
