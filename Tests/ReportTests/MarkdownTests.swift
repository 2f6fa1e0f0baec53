import Analysis
import Comparison
import Testing
import TraceModel

@testable import Report

@Suite struct `A report as Markdown` {
  @Test func `of a comparison looks as recorded`() {
    expectSnapshot(ComparisonReport.count.markdown, "compare-count-markdown")
  }

  @Test func `of several runs looks as recorded`() {
    let report = RunReport(
      runs: [FetchRuns.sequential, FetchRuns.threads, FetchRuns.asyncBlocking])
    expectSnapshot(report.markdown, "report-fetch-markdown")
  }

  @Test(arguments: [
    ("a|b", "a\\|b"), ("<img src=x onerror=y>", "&lt;img src=x onerror=y&gt;"),
    ("@user and #12", "\\@&#8203;user and \\#&#8203;12"), ("`code`", "\\`code\\`"),
    ("[x](http://y)", "\\[x\\](http:&#8203;//y)"), ("a_b*c", "a\\_b\\*c"),
    ("&amp;", "&amp;amp;"), ("www.x.y", "www&#8203;.x.y"), ("two\nlines", "two lines"),
  ])
  func `lets no name mean anything`(name: String, shown: String) {
    #expect(Markdown.text(name) == shown)
  }

  @Test(arguments: [
    ("1. one", "1\\. one"), ("- one", "\\- one"), ("+ one", "\\+ one"), ("1.93x", "1.93x"),
    ("20) x", "20\\) x"), ("", ""),
  ])
  func `begins no list by chance`(sentence: String, shown: String) {
    #expect(Markdown.paragraph(sentence) == shown)
  }

  @Test func `gets nothing from a hostile trace that GitHub would obey`() {
    let hostile = "<script>|@everyone [x](javascript:y) `z`\n# h\u{1B}[2J\u{202E}"
    var run = CountRuns.threads
    run.model = ExecutionModel(rawValue: hostile)
    run.trace = hostile
    run.trust.notes = [hostile]
    run.failedAssertions = [hostile]
    let report = ComparisonReport.of(hostile, tasks: 4, runs: [CountRuns.sequential, run]) {
      $0.rounds[0].fail(hostile, .traced)
    }
    let texts = [
      report.markdown, RunReport(runs: [run]).markdown,
      RunReport(runs: [CountRuns.sequential, run]).markdown,
    ]
    for text in texts {
      for bad in ["<script", "@everyone", "\u{1B}", "\u{202E}", "\n# h", " [x]", " `z"] {
        #expect(!text.contains(bad), "\(bad)")
      }
      // Every row of every table has as many cells as its head.
      var cells: Int?
      for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
        guard line.hasPrefix("|") else {
          cells = nil
          continue
        }
        let count = line.replacing("\\|", with: "").split(separator: "|").count
        #expect(cells ?? count == count, "\(line)")
        cells = count
      }
    }
  }
}
