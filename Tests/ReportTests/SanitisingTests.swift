import Analysis
import Comparison
import Report
import Testing
import TraceModel

@Suite struct `A name` {
  @Test(arguments: [
    ("plain name.json.gz", "plain name.json.gz"),
    ("naïve 名前 ✓", "naïve 名前 ✓"),
    ("a\u{1B}[2Jb", "a?[2Jb"),
    ("a\u{9B}31mb", "a?31mb"),
    ("line\nbreak\ttab\r\u{0}", "line?break?tab??"),
    ("abc\u{202E}def\u{2066}x\u{200F}", "abc?def?x?"),
    ("zero\u{200B}width\u{FEFF}", "zero?width?"),
    ("a\u{2028}b\u{2029}c\u{E0041}", "a?b?c?"),
    ("a\u{A0}b\u{3000}c", "a b c"),
    ("", "?"), ("\u{301}x", "?x"),
  ])
  func `is shown without what a terminal would obey`(name: String, shown: String) {
    #expect(sanitised(name) == shown)
  }

  @Test func `keeps at most three marks on a letter`() {
    let zalgo = "a" + String(repeating: "\u{301}", count: 50) + "b"
    #expect(sanitised(zalgo).unicodeScalars.count == 5)
  }

  @Test func `is cut where it is too long`() {
    #expect(sanitised("abcdefgh", columns: 5) == "abcd…")
    #expect(sanitised("abcde", columns: 5) == "abcde")
    // Two columns each.
    #expect(sanitised("名前名前", columns: 5) == "名前…")
    #expect(sanitised("ab", columns: 0) == "…")
    #expect(sanitised(String(repeating: "x", count: 1_000_000)).count == 40)
  }

  @Test func `from a trace reaches no line unsanitised`() {
    let hostile = "\u{1B}]0;owned\u{7}\u{202E}\n" + String(repeating: "A", count: 5_000)
    var run = CountRuns.threads
    run.model = ExecutionModel(rawValue: hostile)
    run.trace = hostile
    run.trust.notes = [hostile]
    run.failedAssertions = [hostile]
    var baseline = CountRuns.sequential
    baseline.trace = hostile
    var report = ComparisonReport.of(hostile, tasks: 4, runs: [baseline, run]) {
      for index in $0.rounds.indices { $0.rounds[index].freeCores = index < 3 ? 1 : 1.9 }
      $0.rounds[0].fail(hostile, .traced)
      $0.rounds[1].set(hostile, .untraced, 90e9)
      $0.warmUp = $0.rounds[2]
    }
    report.facts = [hostile]
    report.notes = [hostile]
    let texts = [
      report.text(), RunReport(runs: [run]).text(), RunReport(runs: [baseline, run]).text(),
    ]
    for text in texts {
      let bad = text.unicodeScalars.filter {
        $0 != "\n" && ($0.properties.generalCategory == .control || $0.value == 0x202E)
      }
      #expect(bad.isEmpty)
      #expect(!text.contains(String(repeating: "A", count: 401)))
    }
  }
}
