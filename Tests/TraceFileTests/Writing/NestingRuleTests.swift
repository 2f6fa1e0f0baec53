import Testing
import TraceModel

@testable import TraceFile

/// The viewers' rule 4: spans of one thread nest to the nanosecond.
struct NestingRuleTests {
  private struct Interval: Hashable {
    var start: Int64
    var end: Int64

    func crosses(_ other: Interval) -> Bool {
      (start < other.start && other.start < end && end < other.end)
        || (other.start < start && start < other.end && other.end < end)
    }
  }

  private func spans(_ written: WrittenEvents) -> [LaneID: [Interval]] {
    Dictionary(grouping: written.all("X"), by: \.lane).mapValues { events in
      events.map {
        let start = $0.nanoseconds("ts") ?? -1
        return Interval(start: start, end: start + ($0.nanoseconds("dur") ?? -1))
      }
    }
  }

  /// By comparing every two spans: no idea is shared with the encoder.
  private func crossings(_ written: WrittenEvents) -> Int {
    spans(written).values.reduce(0) { sum, spans in
      sum
        + spans.indices.reduce(0) { sum, index in
          sum + spans[..<index].count { $0.crosses(spans[index]) }
        }
    }
  }

  private func exact() -> EventEncoder { EventEncoder(origin: .zero, tolerance: .zero) }

  @Test func `rule 4, a span that overlaps by 1 ns becomes an async pair of the same times`() throws
  {
    var encoder = exact()
    encoder.span("a", "task", 0, 1_001)
    encoder.span("b", "step", 1_000, 3_000, arguments: EventArguments(task: 9))
    let written = try WrittenEvents(encoder.takeLines())
    #expect(written.all("X").map { $0["name"]?.text } == ["a"])
    let pair = written.all("b") + written.all("e")
    #expect(pair.map { $0.nanoseconds("ts") } == [2_000, 4_000])
    #expect(pair.allSatisfy { $0["name"]?.text == "b" && $0["cat"]?.text == "step" })
    #expect(Set(pair.map { $0["id2"]?["local"]?.text }).count == 1)
    #expect(pair.first?["args"]?["task"] == .integer(9))
    #expect(encoder.overlappingCount == 1)
  }

  @Test func `rule 4, every overlapping span gets an id of its own`() throws {
    var encoder = exact()
    encoder.span("a", "task", 0, 100)
    for start in [50, 60, 70] as [Int64] { encoder.span("b", "task", start, start + 100) }
    let ids = try WrittenEvents(encoder.takeLines()).all("b").map { $0["id2"]?["local"]?.text }
    #expect(Set(ids).count == 3)
  }

  @Test func `rule 4, spans that touch, repeat, or have no length nest`() throws {
    var encoder = exact()
    for (start, end) in [(0, 10), (10, 20), (0, 20), (0, 20), (0, 5), (15, 20), (7, 7), (10, 10)] {
      encoder.span("s", "task", Int64(start), Int64(end))
    }
    let written = try WrittenEvents(encoder.takeLines())
    #expect(written.all("X").count == 8)
    #expect(encoder.notes.isEmpty)
  }

  @Test func `rule 4, lanes do not disturb each other`() throws {
    var encoder = exact()
    encoder.span("s", "task", 0, 10, on: LaneID(process: 1, thread: 1))
    encoder.span("s", "task", 5, 15, on: LaneID(process: 1, thread: 2))
    encoder.span("s", "task", 5, 15, on: LaneID(process: 2, thread: 1))
    encoder.span("s", "task", 7, 12, on: LaneID(process: 1, thread: 1))
    #expect(encoder.overlappingCount == 1)
  }

  @Test(arguments: [
    // What was written, then what comes, then what is written for it.
    [100, 200, 195, 300, 200, 300], [100, 200, 50, 105, 50, 100],
    [100, 200, 103, 300, 100, 300], [100, 200, 50, 198, 50, 200],
    [100, 200, 95, 150, 100, 150], [100, 200, 150, 204, 150, 200],
    [100, 200, 98, 203, 98, 203],
  ])
  func `rule 4, an end that is off by less than the tolerance is moved to where it nests`(
    times: [Int64]
  ) throws {
    var encoder = EventEncoder(origin: .zero, tolerance: Nanoseconds(5))
    encoder.span("a", "task", times[0], times[1])
    encoder.span("b", "task", times[2], times[3])
    let written = try WrittenEvents(encoder.takeLines())
    #expect(crossings(written) == 0)
    let second = spans(written)[testLane]?.last
    #expect(second == Interval(start: times[4] + 1_000, end: times[5] + 1_000))
    #expect(encoder.notes.clamped == (times[2...3] == times[4...5] ? 0 : 1))
    #expect(encoder.overlappingCount == 0)
  }

  @Test func `rule 4, scheduler slices stand on a tid of their own`() throws {
    var encoder = exact()
    encoder.span("body", "task", 0, 1_000)
    encoder.scheduling(
      .block, of: testLane, cpu: 1, from: Nanoseconds(500), to: Nanoseconds(2_000))
    let written = try WrittenEvents(encoder.takeLines())
    let slice = try #require(written.all("X").last)
    #expect(slice.lane == LaneID(process: 10, thread: 11 + 0x8000_0000))
    #expect(slice["args"] == .object([JSONMember("cpu", 1), JSONMember("lane", "10/11")]))
    #expect(slice["name"]?.text == "block")
    #expect(slice["cat"]?.text == "sched")
  }

  enum Order: CaseIterable { case ends, starts, random }

  /// Spans that nest, none of them equal to another.
  private func family(_ random: inout SeededRandom) -> [Interval] {
    var family: [Interval] = []
    var open = [Interval(start: 0, end: 4_000)]
    while let parent = open.popLast() {
      family.append(parent)
      guard parent.end - parent.start > 3 else { continue }
      let cuts = (0..<Int.random(in: 0...5, using: &random)).map { _ in
        Int64.random(in: parent.start...parent.end, using: &random)
      }.sorted()
      for (start, end) in zip(cuts, cuts.dropFirst())
      where end > start && (start, end) != (parent.start, parent.end) && Bool.random(using: &random)
      {
        open.append(Interval(start: start, end: end))
      }
    }
    return family
  }

  @Test(arguments: Order.allCases)
  func `rule 4, spans that nest are all written as they are, in whatever order they come`(
    order: Order
  ) throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededRandom(seed: seed)
    for _ in 0..<100 {
      var family = family(&random)
      switch order {
      case .ends: family.sort { ($0.end, $1.start) < ($1.end, $0.start) }
      case .starts: family.sort { ($0.start, $1.end) < ($1.start, $0.end) }
      case .random: family.shuffle(using: &random)
      }
      var encoder = exact()
      for span in family { encoder.span("s", "task", span.start, span.end) }
      let written = spans(try WrittenEvents(encoder.takeLines()))[testLane] ?? []
      let shifted = family.map { Interval(start: $0.start + 1_000, end: $0.end + 1_000) }
      #expect(written == shifted, "seed \(seed)")
    }
  }

  @Test(arguments: [0, 3] as [Int64])
  func `rule 4, random spans nest on every lane, and none is lost or changed beyond the tolerance`(
    tolerance: Int64
  ) throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededRandom(seed: seed)
    for _ in 0..<150 {
      var encoder = EventEncoder(origin: .zero, tolerance: Nanoseconds(tolerance))
      var given: [Interval] = []
      for _ in 0..<Int.random(in: 1...60, using: &random) {
        let start = Int64.random(in: 0...100, using: &random)
        let span = Interval(start: start, end: start + .random(in: 0...40, using: &random))
        given.append(span)
        let thread = Int64.random(in: 1...2, using: &random)
        encoder.span(
          "\(given.count)", "task", span.start, span.end, on: LaneID(process: 1, thread: thread))
      }
      let written = try WrittenEvents(encoder.takeLines())
      #expect(crossings(written) == 0, "seed \(seed)")
      #expect(written.all("b").count == encoder.overlappingCount, "seed \(seed)")
      for (index, span) in given.enumerated() {
        let events = written.events.filter { $0["name"]?.text == "\(index + 1)" }
        let start = events.first?.nanoseconds("ts") ?? -1_000_000
        let end = events.last?.nanoseconds("ts") ?? -1_000_000
        let length = events.last?.nanoseconds("dur") ?? 0
        // Four attempts, each moving one end.
        let slack = events.count == 2 ? 0 : 4 * tolerance
        #expect(abs(start - 1_000 - span.start) <= slack, "seed \(seed)")
        #expect(abs(end + length - 1_000 - span.end) <= slack, "seed \(seed)")
      }
    }
  }
}
