import Analysis
import Comparison
import Report
import Testing

@Suite struct `A report as text` {
  @Test(arguments: [100, 80])
  func `of a CPU-bound comparison looks as recorded`(width: Int) {
    expectSnapshot(ComparisonReport.count.text(Style(width: width)), "compare-count-\(width)")
  }

  @Test(arguments: [100, 80])
  func `of an I/O-bound comparison looks as recorded`(width: Int) {
    expectSnapshot(ComparisonReport.fetch.text(Style(width: width)), "compare-fetch-\(width)")
  }

  @Test(arguments: [100, 80])
  func `of a noisy comparison says what it could not decide`(width: Int) {
    let report = ComparisonReport.of(
      "count", tasks: 4, runs: [CountRuns.sequential, CountRuns.threads, CountRuns.async],
      control: 1.03
    ) { set in
      for index in set.rounds.indices {
        let factor = 1 + 0.4 * Double(index % 4)
        set.rounds[index].set("threads", .untraced, 2.4e9 * factor)
        set.rounds[index].set("async", .untraced, 4e9 * (1 + 0.02 * Double(index)))
        set.rounds[index].freeCores = 1 + 0.3 * Double(index % 4)
      }
      set.rounds[0].set("async", .untraced, 30e9)
      set.rounds[3].fail("threads", .traced)
    }
    expectSnapshot(report.text(Style(width: width)), "compare-noisy-\(width)")
  }

  @Test func `of few rounds gives no verdict`() {
    let report = ComparisonReport.of(
      "count", tasks: 4, runs: [CountRuns.sequential, CountRuns.threads], rounds: 3)
    expectSnapshot(report.text(), "compare-three-rounds")
  }

  @Test(arguments: [100, 80])
  func `of a cut trace says that it was cut`(width: Int) {
    var run = CountRuns.threads
    run.sequentialTime = nil
    run.speedup = nil
    run.inflation = nil
    run.progressParallelismFromCPU = nil
    run.trust.unfinished = 4
    run.trust.eventsLost = 17
    run.trust.notes = ["the run was cut: its window ends at the last event recorded"]
    expectSnapshot(RunReport(runs: [run]).text(Style(width: width)), "report-cut-\(width)")
  }

  @Test(arguments: [100, 80])
  func `of several runs compares them without an interval`(width: Int) {
    let report = RunReport(
      runs: [FetchRuns.sequential, FetchRuns.threads, FetchRuns.asyncBlocking])
    expectSnapshot(report.text(Style(width: width)), "report-fetch-\(width)")
  }

  @Test func `of nothing says so`() {
    #expect(RunReport(runs: []).text().contains("No run"))
  }

  static let everything: [String] = [120, 100, 80].flatMap { width in
    [
      ComparisonReport.count.text(Style(width: width)),
      ComparisonReport.fetch.text(Style(width: width)),
      RunReport(runs: [CountRuns.sequential, CountRuns.threads, CountRuns.async])
        .text(Style(width: width)),
    ].map { "\(width)\n" + $0 }
  }

  @Test(arguments: everything.indices)
  func `keeps to its width`(index: Int) throws {
    let lines = Self.everything[index].split(separator: "\n")
    let width = try #require(Int(lines[0]))
    for line in lines.dropFirst() { #expect(line.count <= width, "\(line)") }
  }

  @Test(arguments: everything.indices)
  func `has no escapes and no trailing spaces when colour was not asked for`(index: Int) {
    #expect(!Self.everything[index].unicodeScalars.contains("\u{1B}"))
    #expect(!Self.everything[index].contains(" \n"))
  }

  @Test func `has the same words with colour`() {
    let plain = ComparisonReport.count.text()
    let coloured = ComparisonReport.count.text(Style(usesColour: true))
    #expect(coloured != plain)
    #expect(coloured.replacing(/\u{1B}\[[0-9]*m/, with: "") == plain)
    #expect(coloured.contains("\u{1B}[32mThreads pay"))
  }
  @Test(
    arguments: [
      (nil, 132, 132), ("80", 132, 80), ("10", 132, 40), ("wide", 100, 100), ("0", 100, 100),
      ("-5", 100, 100), ("99999999999999999999", 90, 90), (nil, 3, 40),
    ] as [(String?, Int, Int)])
  func `is as wide as COLUMNS or the terminal says`(columns: String?, terminal: Int, width: Int) {
    #expect(Style.width(columns: columns, terminal: terminal) == width)
  }
}
