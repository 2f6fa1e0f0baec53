import Testing
import TraceFile
import TraceModel

/// Nanoseconds after the origin, and the time as it stands in the file.
private let boundaries: [(Int64, String)] = [
  (0, "1.000"), (1, "1.001"), (9, "1.009"), (10, "1.010"), (99, "1.099"), (100, "1.100"),
  (999, "1.999"), (1_000, "2.000"), (8_999, "9.999"), (9_000, "10.000"),
  (98_999_999, "99000.999"), (1_234_567_890, "1234568.890"),
  (9_007_199_254_740_991, "9007199254741.991"), (9_007_199_254_740_992, "9007199254741.992"),
  (1_152_921_504_606_846_976, "1152921504606847.976"),
]

/// The viewers' rules for a trace, as far as a single event can keep them.
struct EventEncoderRuleTests {
  private var encoder = EventEncoder(origin: Nanoseconds(5_000))

  private mutating func events() throws -> [JSONValue] {
    try WrittenEvents(encoder.takeLines()).events
  }

  /// One event of every kind.
  private mutating func encodeOneOfEach() {
    let time = Nanoseconds(6_000)
    encoder.span("body", "task", 5_000, 7_000)
    encoder.asyncSpan("t", "task", on: testLane, id: 42, from: time, to: Nanoseconds(6_500))
    encoder.asyncBegin("io", "wait", on: testLane, id: 42, at: time)
    encoder.asyncEnd("io", "wait", on: testLane, id: 42, at: time)
    encoder.flowStart("submit", "submit", on: testLane, id: 7, at: time)
    encoder.flowEnd("submit", "submit", on: testLane, id: 7, at: time)
    encoder.instant("birth", "lane", on: testLane, at: time)
    encoder.counter("running", process: 10, at: time, value: 3)
    encoder.scheduling(.ready, of: testLane, cpu: 1, from: time, to: Nanoseconds(9_000))
    encoder.processName("threads ×4", process: 10)
    encoder.processSortIndex(2, process: 10)
    encoder.processLabels("speedup 0.97×", process: 10)
    encoder.laneName("worker 1", roles: [.worker, .coordinator], on: testLane)
    encoder.laneSortIndex(-3, on: testLane)
  }

  @Test func `rule 2, one event a line, commas between events only`() throws {
    var encoder = encoder
    #expect(encoder.takeLines().isEmpty)
    encoder.span("a\nb", "task", 5_000, 6_000)
    encoder.span("b", "task", 6_000, 7_000)
    let lines = encoder.takeLines()
    #expect(
      String(decoding: lines, as: UTF8.self) == """
        {"ph":"X","pid":10,"tid":11,"cat":"task","name":"a\\nb","ts":1.000,"dur":1.000},
        {"ph":"X","pid":10,"tid":11,"cat":"task","name":"b","ts":2.000,"dur":1.000}
        """)
    encoder.span("c", "task", 7_000, 8_000)
    #expect(try WrittenEvents(encoder.takeLines()).events.count == 1)
    #expect(encoder.eventCount == 3)
  }

  @Test(arguments: boundaries)
  func `rule 3, times are microseconds with three decimals from 1 µs at the origin`(
    sinceOrigin: Int64, text: String
  ) throws {
    var encoder = encoder
    encoder.instant("i", "lane", on: testLane, at: Nanoseconds(5_000 + sinceOrigin))
    encoder.span("s", "task", 5_000, 5_000 + sinceOrigin)
    let lines = String(decoding: encoder.takeLines(), as: UTF8.self)
    #expect(lines.contains(#""s":"t","ts":\#(text)}"#), "\(lines)")
    let (whole, rest) = sinceOrigin.quotientAndRemainder(dividingBy: 1000)
    let decimals = String(String(1000 + rest).dropFirst())
    #expect(lines.contains(#""ts":1.000,"dur":\#(whole).\#(decimals)}"#), "\(lines)")
  }

  @Test func `rule 3, what lies before the origin is written at the origin and counted`() throws {
    var encoder = encoder
    encoder.span("early", "task", 0, 5_500)
    encoder.span("long before", "task", .min, .min)
    encoder.span("far after", "task", .max, .max)
    encoder.span("turned", "task", 9_000, 8_000)
    let events = try WrittenEvents(encoder.takeLines()).events
    #expect(events.map { $0.nanoseconds("ts") } == [1_000, 1_000, 1 << 61, 5_000])
    #expect(events.map { $0.nanoseconds("dur") } == [500, 0, 0, 0])
    #expect(encoder.notes.early == 2)
    #expect(encoder.notes.reversed == 1)
  }

  @Test func `rule 5, every event has a name, a phase, portable numbers and a time`() throws {
    var tests = self
    tests.encodeOneOfEach()
    for numbers: [Int64] in [
      [0, 0], [-1, -1], [4_294_967_296, 140_000_000_000_000], [10, -1], [10, -2],
    ] {
      let lane = LaneID(process: numbers[0], thread: numbers[1])
      tests.encoder.span("", "", 5_000, 6_000, on: lane)
      tests.encoder.counter("", process: lane.process, at: Nanoseconds(5_000), value: 1)
      tests.encoder.laneName("", roles: [], on: lane)
    }
    let events = try tests.events()
    for event in events {
      #expect(event["name"]?.text?.isEmpty == false, "\(event)")
      #expect(event["ph"]?.text?.utf8.count == 1, "\(event)")
      #expect((1...4_294_967_295).contains(event["pid"]?.integer ?? 0), "\(event)")
      #expect((1...4_294_967_295).contains(event["tid"]?.integer ?? 0), "\(event)")
      #expect(event["ph"]?.text == "M" || event["ts"]?.double != nil, "\(event)")
    }
    #expect(tests.encoder.notes.unnamed == 15)
    // Two lanes that a viewer cannot hold do not become one.
    let strange = events.filter { $0["name"]?.text == "unnamed" && $0["ph"]?.text == "X" }
    #expect(Set(strange.map(\.lane)).count == 5)
    #expect(tests.encoder.notes.renumbered == 8)
  }

  @Test func `rule 5, text is raw UTF-8 and what JSON forbids is escaped`() throws {
    var encoder = encoder
    encoder.span(
      "größe \"×4\"\\\u{1}", "ta\tsk", 5_000, 6_000,
      arguments: EventArguments(
        taskName: "ü\n", key: "\"", extra: [JSONMember("k\u{2}", "v\r")]))
    let lines = String(decoding: encoder.takeLines(), as: UTF8.self)
    #expect(lines.contains(#""name":"größe \"×4\"\\\u0001""#))
    #expect(lines.contains(#""cat":"ta\tsk""#))
    #expect(lines.contains(#""args":{"task":"ü\n","key":"\"","k\u0002":"v\r"}"#))
  }

  @Test func `rule 6, async spans are b and e with a hexadecimal id, one name and category`() throws
  {
    var encoder = encoder
    encoder.asyncSpan(
      "fetch", "task", on: testLane, id: 255, from: Nanoseconds(6_000), to: Nanoseconds(8_000),
      arguments: EventArguments(task: 255, key: "url"))
    encoder.asyncSpan("", "", on: testLane, id: 1, from: Nanoseconds(6_000), to: Nanoseconds(5_000))
    let lines = encoder.takeLines()
    #expect(
      String(decoding: lines, as: UTF8.self).hasPrefix(
        """
        {"ph":"b","pid":10,"tid":11,"cat":"task","name":"fetch","ts":2.000,\
        "id2":{"local":"0xff"},"args":{"task":255,"key":"url"}},
        {"ph":"e","pid":10,"tid":11,"cat":"task","name":"fetch","ts":4.000,\
        "id2":{"local":"0xff"}}
        """))
    let events = try WrittenEvents(lines).events
    #expect(events.count == 4)
    for pair in [events[0...1], events[2...3]] {
      #expect(Set(pair.map { $0["name"] }).count == 1)
      #expect(Set(pair.map { $0["cat"] }).count == 1)
      #expect(pair.allSatisfy { $0["id2"]?["local"]?.text?.hasPrefix("0x") == true })
      #expect(pair.map { $0["ph"]?.text } == ["b", "e"])
    }
  }

  @Test func `rule 7, arrows have an integer id, equal names and an enclosing head`() throws {
    var encoder = encoder
    encoder.flowEnd("late", "submit", on: testLane, id: 8, at: Nanoseconds(7_000))
    encoder.flowStart(
      "submit", "submit", on: testLane, id: 7, at: Nanoseconds(6_000),
      arguments: EventArguments(task: 3))
    encoder.flowEnd("other", "result", on: testLane, id: 7, at: Nanoseconds(7_000))
    encoder.flowStart("early", "submit", on: testLane, id: 8, at: Nanoseconds(6_000))
    let lines = encoder.takeLines()
    #expect(
      String(decoding: lines, as: UTF8.self).contains(
        #""cat":"submit","name":"submit","ts":2.000,"id":7,"args":{"task":3}}"#))
    let written = try WrittenEvents(lines)
    for id in [7, 8] as [Int64] {
      let arrow = written.events.filter { $0["id"] == .integer(id) }
      #expect(Set(arrow.compactMap { $0["ph"]?.text }) == ["s", "f"])
      #expect(Set(arrow.map { $0["name"] }).count == 1)
      #expect(Set(arrow.map { $0["cat"] }).count == 1)
    }
    #expect(written.all("f").allSatisfy { $0["bp"]?.text == "e" })
    #expect(encoder.notes.renamedFlowEnds == 2)
  }

  @Test func `rule 7, an id is never used for two arrows`() throws {
    var encoder = encoder
    for id in [1, 2, 1, 4097, (1 << 53) + 1] as [UInt64] {
      encoder.flowStart("submit", "submit", on: testLane, id: id, at: Nanoseconds(6_000))
      encoder.flowEnd("submit", "submit", on: testLane, id: id, at: Nanoseconds(6_000))
    }
    let written = try WrittenEvents(encoder.takeLines())
    #expect(written.all("s").map { $0["id"]?.integer } == [1, 2, 4097])
    #expect(written.all("f").map { $0["id"]?.integer } == [1, 2, 4097])
    #expect(encoder.notes.droppedFlowEnds == 4)
  }

  @Test func `rule 8, counters hold numbers only and end at 0`() throws {
    var encoder = encoder
    encoder.counter("ready", process: 10, at: Nanoseconds(5_000), value: 2)
    encoder.counter("load", process: 10, at: Nanoseconds(5_000), value: 0.5)
    encoder.counter("load", process: 10, at: Nanoseconds(5_500), value: Double.nan)
    encoder.counter("load", process: 10, at: Nanoseconds(5_500), value: Double.infinity)
    encoder.counter("idle", process: 10, at: Nanoseconds(5_000), value: 2)
    encoder.counter("idle", process: 10, at: Nanoseconds(5_500), value: 0)
    encoder.counter("ready", process: 11, at: Nanoseconds(5_000), value: 1)
    encoder.closeCounters(at: Nanoseconds(6_000))
    encoder.closeCounters(at: Nanoseconds(7_000))
    let written = try WrittenEvents(encoder.takeLines())
    #expect(written.events.count == 8)
    var last: [String: JSONValue] = [:]
    for event in written.all("C") {
      #expect(event["args"]?.members?.count == 1)
      #expect(event["args"]?["value"]?.double?.isFinite == true)
      last["\(event.lane.process) \(event["name"]?.text ?? "")"] = event
    }
    #expect(last.count == 4)
    for event in last.values { #expect(event["args"]?["value"] == .integer(0)) }
    #expect(last["10 load"]?.nanoseconds("ts") == 2_000)
    #expect(encoder.notes.droppedCounterValues == 2)
  }

  @Test func `rules 9 and 10, no colours, no stacks, no thread states`() throws {
    var tests = self
    tests.encodeOneOfEach()
    let keys: Set = [
      "ph", "pid", "tid", "cat", "name", "id", "id2", "bp", "s", "ts", "dur", "args",
    ]
    var phases: Set<String> = []
    for event in try tests.events() {
      let members = (event.members ?? []).map(\.key)
      #expect(keys.isSuperset(of: members), "\(event)")
      #expect(members.count == Set(members).count, "\(event)")
      phases.insert(event["ph"]?.text ?? "")
    }
    #expect(phases == ["X", "b", "e", "s", "f", "i", "C", "M"])
  }

  @Test func `rule 11, numbers in arguments are finite`() throws {
    var encoder = encoder
    encoder.span(
      "s", "task", 5_000, 6_000,
      arguments: EventArguments(extra: [
        JSONMember("a", .number(.nan)), JSONMember("b", .array([.number(.infinity)])),
      ]))
    let lines = String(decoding: encoder.takeLines(), as: UTF8.self)
    #expect(lines.contains(#""args":{"a":null,"b":[null]}"#))
  }
}
