import Testing
import TraceModel

@testable import TraceFile

/// What an encoder remembers of a lane is bounded, and what it forgets is never guessed.
struct NestingMemoryTests {
  @Test func `a lane remembers no more spans than its limit`() {
    var lane = LaneNesting()
    for index in 0..<20_000 as Range<Int64> {
      let inside = lane.place(index * 10 + 2, index * 10 + 5, tolerance: 0, limit: 100)
      #expect(inside != nil)
      #expect(lane.place(index * 10, index * 10 + 8, tolerance: 0, limit: 100) != nil)
      #expect(lane.count <= 100)
    }
  }

  @Test func `parents that come first keep being remembered while their children are forgotten`() {
    var lane = LaneNesting()
    #expect(lane.place(0, 1_000_000, tolerance: 0, limit: 100) != nil)
    #expect(lane.place(0, 900_000, tolerance: 0, limit: 100) != nil)
    for index in 0..<20_000 as Range<Int64> {
      #expect(lane.place(index * 10, index * 10 + 8, tolerance: 0, limit: 100) != nil)
      #expect(lane.count <= 100)
    }
    #expect(lane.place(899_999, 900_001, tolerance: 0, limit: 100) == nil)
  }

  @Test func `a span over everything nests, one that might cross a forgotten span does not`() {
    var lane = LaneNesting()
    for index in 0..<1_000 as Range<Int64> {
      _ = lane.place(index * 10, index * 10 + 8, tolerance: 0, limit: 100)
    }
    // It would cross the span from 1,000 to 1,008, which is forgotten.
    #expect(lane.place(1_004, 20_000, tolerance: 0, limit: 100) == nil)
    #expect(lane.place(1_004, 1_009, tolerance: 0, limit: 100) == nil)
    #expect(lane.place(0, 20_000, tolerance: 0, limit: 100) != nil)
  }

  @Test func `spans 511 deep nest, and those no viewer would draw are written beside`() throws {
    var encoder = EventEncoder(origin: .zero)
    for depth in 0..<600 as Range<Int64> {
      encoder.span("s", "task", depth * 1_000, 2_000_000 - depth * 1_000)
    }
    #expect(encoder.overlappingCount == 600 - SpanForest.largestHeight)
    var backwards = EventEncoder(origin: .zero)
    for depth in (0..<5_000 as Range<Int64>).reversed() {
      backwards.span("s", "task", depth * 1_000, 20_000_000 - depth * 1_000)
    }
    #expect(backwards.overlappingCount == 0)
  }

  @Test func `the span of each run encloses it although its parts were forgotten`() throws {
    var encoder = EventEncoder(origin: .zero)
    for run in 0..<3 as Range<Int64> {
      let start = run * 1_000_000_000 + 5
      encoder.instant("threads", "run", on: testLane, at: Nanoseconds(start))
      for task in 0..<40_000 as Range<Int64> {
        encoder.span("s", "task", start + task * 1_000 + 200, start + task * 1_000 + 900)
      }
      _ = encoder.takeLines()
      encoder.span("threads", "run", start, start + 40_000_000)
      #expect(try WrittenEvents(encoder.takeLines()).all("X").count == 1, "run \(run)")
    }
  }
}
