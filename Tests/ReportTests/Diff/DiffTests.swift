import Statistics
import Testing
import TraceFile
import TraceModel

@testable import Analysis
@testable import Report

@Suite struct `What changed between two traces` {
  static func trace(_ name: String, _ events: String) throws -> (Trace, [RunAnalysis]) {
    let text = "{\"traceEvents\":[\(events)]}"
    var trace = try TraceReader.read(bytes: Array(text.utf8), name: name)
    trace.name = name
    return (trace, try analyse(trace))
  }

  /// One worker: two tasks of which each opens a span, 1 ms = 1 000.
  static func events(first: Int, second: Int, inner: String, length: Int) -> String {
    """
    {"ph":"M","pid":1,"tid":1,"name":"thread_name","args":{"name":"main","role":"coordinator"}},
    {"ph":"M","pid":1,"tid":2,"name":"thread_name","args":{"name":"w","role":"worker"}},
    {"ph":"X","pid":1,"tid":1,"cat":"run","name":"r","ts":0,"dur":\(first + second),
     "args":{"model":"threads","cores":1,"slots":1}},
    {"ph":"X","pid":1,"tid":2,"cat":"task","name":"t","ts":0,"dur":\(first),
     "args":{"task":1,"key":"a"}},
    {"ph":"X","pid":1,"tid":2,"cat":"span","name":"\(inner)","ts":1,"dur":\(length)},
    {"ph":"X","pid":1,"tid":2,"cat":"task","name":"t","ts":\(first),"dur":\(second),
     "args":{"task":2,"key":"b"}}
    """
  }

  static func diff() throws -> DiffReport {
    let before = try trace(
      "old.json", events(first: 1_000, second: 500, inner: "parse", length: 600))
    let after = try trace("new.json", events(first: 700, second: 500, inner: "scan", length: 200))
    return try DiffReport(before: before, after: after)
  }

  @Test func `is found by hand`() throws {
    let diff = try #require(try Self.diff().diffs.first)
    #expect(diff.difference.count == -300_000)
    #expect(diff.speedup == 1.25)
    #expect(diff.failures == [])
    // Self times: a 400 and 500, parse 600 and 0, scan 0 and 200, b 500 and 500.
    let names = diff.names.rows.map {
      "\($0.label) \($0.before.count / 1_000) \($0.after.count / 1_000)"
    }
    #expect(names == ["parse 600 0", "scan 0 200", "task a 400 500", "task b 500 500"])
    #expect(diff.names.total.difference.count == -300_000)
    #expect(diff.tasks.rows.map(\.label) == ["a", "b"])
    #expect(diff.tasks.rows.map(\.difference.count) == [-300_000, 0])
    #expect(diff.headline.total.difference.count == -300_000)
    #expect(diff.lanes.rows.map(\.label) == ["w"])
  }

  @Test(arguments: [100, 80])
  func `looks as recorded`(width: Int) throws {
    expectSnapshot(try Self.diff().text(Style(width: width)), "diff-\(width)")
  }

  @Test func `looks as recorded in Markdown`() throws {
    expectSnapshot(try Self.diff().markdown, "diff-markdown")
  }

  @Test func `follows its schema, and adds up in it`() throws {
    let schema = try `A report as JSON`.schema("stretto.diff-1")
    var check = SchemaCheck(schema: schema)
    let json = try `A report as JSON`.parsed(try Self.diff().json)
    check.check(json)
    #expect(check.problems == [])
    let diff = try #require(json["diffs"]?.elements?.first)
    for table in ["slot_ledger", "core_ledger", "critical_path", "tasks", "names", "lanes"] {
      let rows = try #require(diff[table]?["rows"]?.elements)
      let other = diff[table]?["other"]?["difference"]?.integer ?? 0
      let sum = rows.reduce(other) { $0 + ($1["difference"]?.integer ?? 0) }
      #expect(sum == diff[table]?["total"]?["difference"]?.integer, "\(table)")
    }
    #expect(diff["critical_path"]?["total"]?["difference"] == diff["difference"])
  }

  @Test func `folds what is small, and the sum stays`() {
    let rows = (1...40).map {
      DiffRow(
        label: "n\($0)", before: Nanoseconds(Int64($0)), after: Nanoseconds(Int64($0 * $0)),
        countBefore: 1, countAfter: 2)
    }
    let total = DiffRow(
      label: "all", before: Nanoseconds(820), after: Nanoseconds(22_140), countBefore: 40,
      countAfter: 80)
    let table = DiffTable("names", rows: rows, total: total)
    #expect(table.rows.map(\.label) == (31...40).reversed().map { "n\($0)" })
    #expect(table.folded == 30)
    #expect(table.other?.label == "30 others")
    #expect(table.other?.countAfter == 60)
    #expect(table.failure == nil)
  }

  @Test func `says so when a sum does not hold`() throws {
    let row = DiffRow(label: "x", before: Nanoseconds(5), after: Nanoseconds(7))
    let total = DiffRow(label: "all", before: Nanoseconds(5), after: Nanoseconds(8))
    var report = try Self.diff()
    report.diffs[0].names = DiffTable("the names", rows: [row], total: total)
    #expect(report.diffs[0].failures == ["the names add up to 5 and 7 ns, not to 5 and 8"])
    #expect(
      report.text(Style(width: 200)).contains("does not hold although it must: the names add"))
  }

  @Test func `pairs several runs by their model and names those without a partner`() throws {
    let (trace, runs) = try Self.trace(
      "two.json",
      Self.events(first: 700, second: 500, inner: "scan", length: 200) + ","
        + Self.events(first: 700, second: 500, inner: "scan", length: 200)
        .replacing("\"pid\":1", with: "\"pid\":2").replacing("threads", with: "processes"))
    #expect(runs.count == 2)
    let one = try Self.trace("one.json", Self.events(first: 9, second: 5, inner: "s", length: 2))
    let report = try DiffReport(before: (trace, runs), after: one)
    #expect(report.diffs.map(\.before.model) == [.threads])
    #expect(report.notes == ["without a partner, and left out: processes of the first trace."])
  }

  @Test func `shows nothing of a hostile trace that a terminal would obey`() throws {
    let hostile = "\\u001b]0;x\\u0007\\u202e" + String(repeating: "A", count: 3_000)
    let side = try Self.trace(
      "\u{1B}[2Jt.json",
      Self.events(first: 9, second: 5, inner: hostile, length: 2)
        .replacing("\"key\":\"a\"", with: "\"key\":\"\(hostile)\"")
        .replacing("\"name\":\"w\"", with: "\"name\":\"\(hostile)\""))
    let other = try Self.trace("b.json", Self.events(first: 9, second: 5, inner: "s", length: 2))
    let report = try DiffReport(before: side, after: other)
    #expect(report.diffs[0].names.rows.contains { $0.label.contains("\u{1B}") })
    for text in [report.text(Style(width: 80)), report.markdown] {
      #expect(!text.unicodeScalars.contains("\u{1B}") && !text.unicodeScalars.contains("\u{202E}"))
      #expect(!text.contains(String(repeating: "A", count: 100)))
    }
    for line in report.text(Style(width: 80)).split(separator: "\n") { #expect(line.count <= 80) }
  }

  @Test func `names of lanes do not hang on the numbers that the system chose`() throws {
    func named(_ thread: Int) throws -> (Trace, [RunAnalysis]) {
      try Self.trace(
        "t.json",
        Self.events(first: 9, second: 5, inner: "s", length: 2)
          .replacing("\"tid\":2", with: "\"tid\":\(thread)")
          .replacing("\"name\":\"w\"", with: "\"name\":\"thread \(thread) (x)\""))
    }
    let report = try DiffReport(before: try named(4_711), after: try named(815))
    #expect(report.diffs[0].lanes.rows.map(\.label) == ["thread * (x)"])
  }
}

@Suite struct `Self time` {
  /// Random spans on two lanes, in no order, overlapping as they like.
  static func random(_ generator: inout SplitMix64) -> Trace {
    var trace = Trace()
    trace.lanes = [
      Lane(id: LaneID(process: 1, thread: 1)), Lane(id: LaneID(process: 1, thread: 2)),
    ]
    let names = (0..<4).map { trace.names.intern("n\($0)") }
    for _ in 0..<Int.random(in: 0...25, using: &generator) {
      let start = Int64.random(in: -5...40, using: &generator)
      let length = Int64.random(in: 0...20, using: &generator)
      trace.spans.append(
        Span(
          start: Nanoseconds(start), end: Nanoseconds(start + length),
          name: names[Int.random(in: 0..<4, using: &generator)],
          lane: Int32.random(in: 0...1, using: &generator), category: .span))
    }
    return trace
  }

  @Test func `is what a look at every instant gives`() {
    var generator = SplitMix64(seed: 9)
    for _ in 0..<300 {
      let trace = Self.random(&generator)
      let window = RunWindow(lanes: [true, true], start: .zero, end: Nanoseconds(40))
      let times = SelfTimes(trace, in: window)
      var expected: [String: Int64] = [:]
      for lane in 0..<2 {
        for instant in Int64(0)..<40 {
          // The span that began last is the innermost; of those the shorter, then the later.
          let open = trace.spans.indices.filter {
            trace.spans.lanes[$0] == lane && trace.spans.starts[$0] <= instant
              && trace.spans.ends[$0] > instant
          }
          let innermost = open.max { left, right in
            let starts = (max(trace.spans.starts[left], 0), max(trace.spans.starts[right], 0))
            if starts.0 != starts.1 { return starts.0 < starts.1 }
            let ends = (min(trace.spans.ends[left], 40), min(trace.spans.ends[right], 40))
            return ends.0 != ends.1 ? ends.0 > ends.1 : left < right
          }
          if let innermost { expected[trace.names[trace.spans[innermost].name], default: 0] += 1 }
        }
      }
      let found = Dictionary(
        uniqueKeysWithValues: times.byName.map { ($0.key.name, $0.value.time) }
      ).filter { $0.value > 0 }
      #expect(found == expected)
      #expect(
        times.byLane.reduce(0) { $0 + $1.busy.count } == expected.values.reduce(0, +))
    }
  }
}
