import Testing

@testable import Lint

@Suite struct RuleTests {
  @Test(arguments: RuleCase.all)
  func `the smallest breach is found and the near miss is not`(_ example: RuleCase) throws {
    let found = try example.breaking.findings()
    #expect(found.contains(example.rule), "found \(found)")
    let near = try example.near.findings()
    #expect(!near.contains(example.rule), "found \(near)")
  }

  @Test func `every rule has such a pair, or a length no test can write`() {
    let covered = Set(RuleCase.all.map(\.rule))
    let lengths: Set = ["large-text", "huge-text", "beyond-perfetto", "limit-reached"]
    #expect(Set(Rule.all.map(\.id)).subtracting(covered) == lengths)
  }

  @Test(arguments: [
    (268_435_455, []), (268_435_456, ["large-text"]), (999_999_999, ["large-text"]),
    (1_000_000_000, ["huge-text"]), (3_000_000_000, ["beyond-perfetto", "huge-text"]),
  ])
  func `long texts are beyond the viewers one after another`(bytes: Int, rules: [String]) {
    #expect(Rule.brokenByLength(bytes).map(\.id) == rules)
  }

  @Test func `identifiers are unique and every rule says who, what and what instead`() {
    #expect(Set(Rule.all.map(\.id)).count == Rule.all.count)
    for rule in Rule.all {
      #expect(rule.id.allSatisfy { $0.isLowercase || $0 == "-" || $0.isNumber }, "\(rule.id)")
      #expect(!rule.viewers.isEmpty && rule.happens.hasSuffix(".") && rule.instead.hasSuffix("."))
    }
  }

  @Test func `a whole trace of one span breaks no rule`() throws {
    let trace = TraceBytes.events(#"{"ph":"i","name":"a","pid":1,"tid":1,"ts":2}"#)
    #expect(try trace.findings() == [])
  }

  @Test func `a place names byte, line, column and event`() throws {
    let trace = TraceBytes.text(
      "{\"traceEvents\":[\n\(TraceBytes.base),\n  {\"ph\":\"X\",\"name\":\"é\",\"pid\":1,\"tid\":2,\"ts\":5}\n]}"
    )
    let report = try lint(bytes: trace.bytes)
    let finding = try #require(report.findings.first)
    #expect(finding.rule.id == "no-duration")
    #expect(
      finding.places == [
        Place(offset: 17 + TraceBytes.base.utf8.count + 4, line: 3, column: 3, event: 1)
      ])
  }

  @Test func `five places are kept and all are counted`() throws {
    let events = (1...9).map { #"{"ph":"X","name":"a","pid":1,"tid":2,"ts":\#($0)}"# }
    let report = try lint(bytes: TraceBytes.events(events.joined(separator: ",")).bytes)
    let finding = try #require(report.findings.first)
    #expect(finding.count == 9)
    #expect(finding.places.map(\.event) == [1, 2, 3, 4, 5])
  }

  @Test func `the first places are kept also of what is judged at the end`() throws {
    // B's that stay open, judged thread by thread: 1, 2, 1, 2…
    let events = (1...10).map {
      #"{"ph":"B","name":"a","pid":1,"tid":\#($0 % 2),"ts":\#(1 + $0)}"#
    }
    let report = try lint(bytes: TraceBytes.events(events.joined(separator: ",")).bytes)
    let finding = try #require(report.findings.first { $0.rule.id == "unfinished-begin" })
    #expect(finding.count == 10)
    #expect(finding.places.map(\.event) == [1, 2, 3, 4, 5])
  }

  @Test(arguments: [
    // Of one process, of two processes with ids of their own, of two with a global id.
    (#""id2":{"local":1}"#, 1, []),
    (#""id2":{"local":1}"#, 2, ["async-end-alone", "async-unfinished"]),
    (#""id2":{"global":1}"#, 2, []), (#""id":1"#, 2, []),
  ])
  func `async ids are local or global as they say`(id: String, pid: Int, rules: [String]) throws {
    let trace = TraceBytes.events(
      #"{"ph":"b","name":"a","cat":"c","pid":1,"tid":1,"ts":2,\#(id)},"#
        + #"{"ph":"e","name":"a","cat":"c","pid":\#(pid),"tid":2,"ts":3,\#(id)}"#)
    let found = try trace.findings().filter { $0 != "async-hidden" && $0 != "async-plain-id" }
    #expect(Set(found) == Set(rules))
  }

  @Test func `only the viewers asked for and the rules not ignored are reported`() throws {
    let trace = TraceBytes.events(#"{"ph":"X","name":"a","cname":"mauve","pid":9,"tid":-1,"ts":2}"#)
    #expect(try trace.findings() == ["unknown-cname", "id-range", "no-duration"])
    #expect(try trace.findings(LintOptions(viewers: [.perfetto])) == ["id-range", "no-duration"])
    #expect(try trace.findings(LintOptions(viewers: [.devtools])) == [])
    #expect(
      try trace.findings(LintOptions(ignored: ["id-range", "unknown-cname"])) == ["no-duration"])
  }

  @Test func `after malformed text the rest is still looked at`() throws {
    let trace = TraceBytes.events(
      #"{"ph":"X","name":"say "hi"","pid":1,"tid":1},{"ph":"X","name":"a","pid":1,"tid":2,"ts":2}"#)
    let report = try lint(bytes: trace.bytes)
    #expect(report.findings.map(\.rule.id) == ["invalid-json", "no-duration"])
    #expect(report.events == 2)
  }

  @Test func `the order of events does not matter where viewers sort`() throws {
    let parent = #"{"ph":"X","name":"a","pid":1,"tid":2,"ts":10,"dur":10}"#
    let child = #"{"ph":"X","name":"b","pid":1,"tid":2,"ts":10,"dur":5}"#
    let late = #"{"ph":"X","name":"c","pid":1,"tid":2,"ts":15,"dur":6}"#
    #expect(try TraceBytes.events("\(child),\(parent)").findings() == [])
    for events in [[parent, child, late], [late, child, parent], [child, late, parent]] {
      let report = try lint(bytes: TraceBytes.events(events.joined(separator: ",")).bytes)
      #expect(report.findings.map(\.rule.id) == ["overlap"])
      #expect(
        report.findings.first?.places.first?.event
          == events.firstIndex(of: late).map { UInt32($0 + 1) })
    }
  }
}
