import Comparison
import Testing
import TraceFile
import TraceModel

@testable import Analysis
@testable import Report

@Suite struct `The page's words` {
  /// One line per sentence.
  private let wide = Style(width: 20_000)

  @Test(arguments: [ComparisonReport.count, .fetch])
  func `are those of the comparison's text`(report: ComparisonReport) {
    let names = Dictionary(
      uniqueKeysWithValues: report.comparison.models.enumerated().map { ($1.model, $0) })
    let words = ViewWords(report, runs: names)
    let text = report.text(wide)
    #expect(words.verdicts.count == report.comparison.models.count - 1)
    for sentence in words.verdicts.map(\.text) + words.notes + [
      words.headline, words.recommendation, words.columnsNote, String(words.trust.dropLast()),
    ] + words.heading + words.predictions {
      #expect(!sentence.isEmpty)
      #expect(text.contains(sentence), "\(sentence)")
    }
    for row in words.table {
      let label = row.detail.isEmpty ? row.label : "\(row.label) \(row.detail)"
      let line = text.split(separator: "\n").first {
        $0.hasPrefix("  \(label) ") || $0.hasPrefix("\(label) ")
      }
      let cells =
        [
          row.speedupText, row.efficiencyText, row.concurrency, row.progress,
          row.wall.map(Quantity.duration) ?? "-",
        ] + row.parts.map { "\($0.label) \($0.percent)" }
      for cell in cells { #expect(line?.contains(cell) == true, "\(label): \(cell)") }
    }
  }

  @Test func `have a tone and a run each`() throws {
    let words = ViewWords(.count, runs: ["threads": 2, "async": 1, "processes": 3])
    #expect(words.verdicts.map(\.tone) == [.pays, .pays, .none])
    #expect(words.verdicts.map(\.run) == [2, 3, 1])
    #expect(words.resource == .cores)
    #expect(words.ideal == 2)
    #expect(words.table.map(\.isBaseline) == [true, false, false, false])
    #expect(words.table.map(\.run) == [nil, 1, 2, 3])
    let async = words.table[1]
    #expect(async.reason?.state == "loop")
    #expect(
      async.reason?.text
        == "loses 38 % to the loop: a task was ready, but the loop had not got to it")
    #expect(words.table[0].reason?.text == "loses 50 % to serial time: only one task at a time")
  }

  @Test(arguments: [ComparisonReport.count, .fetch])
  func `make bars that are exactly full, their green part the efficiency`(
    report: ComparisonReport
  ) throws {
    for row in ViewWords(report, runs: [:]).table {
      #expect(row.parts.reduce(0) { $0 + $1.percent } == 100)
      let useful = row.parts.filter(\.isUseful).reduce(0) { $0 + $1.percent }
      #expect(abs(Double(useful) / 100 - (try #require(row.efficiency))) < 0.011)
    }
  }

  @Test func `of one run are its answer, of several that nothing was repeated`() {
    let one = ViewWords(RunReport(runs: [CountRuns.threads]))
    #expect(one.verdicts.map(\.text) == RunAnswer(CountRuns.threads).sentences)
    #expect(one.verdicts.allSatisfy { $0.tone == .none && $0.run == 0 })
    let report = RunReport(runs: [CountRuns.sequential, CountRuns.threads, CountRuns.async])
    let several = ViewWords(report)
    let text = report.text(wide)
    #expect(several.verdicts.map(\.tone) == [.unsure])
    for sentence in several.verdicts.map(\.text) + [several.headline, several.recommendation] {
      #expect(text.contains(sentence), "\(sentence)")
    }
    #expect(several.table.map(\.isBaseline) == [true, false, false])
  }

  @Test func `know the best speedup of each resource`() {
    #expect(Bounds.Resource.cores.ideal(for: CountRuns.threads) == 2)
    #expect(Bounds.Resource.slots.ideal(for: FetchRuns.threads) == 3)
    var run = CountRuns.threads
    run.coresAreKnown = false
    #expect(Bounds.Resource.cores.ideal(for: run) == nil)
    run.sequentialTime = .milliseconds(4_000)
    run.span = .milliseconds(1_000)
    #expect(Bounds.Resource.latency.ideal(for: run) == 4)
    run.span = nil
    #expect(Bounds.Resource.latency.ideal(for: run) == nil)
  }

  @Test func `promise no gain from cores where one loop serves all`() throws {
    let view = RunView(start: .zero, makespan: .milliseconds(4_000))
    var run = CountRuns.async
    run.criticalPath = Ledger([.work: .milliseconds(3_900), .startup: .milliseconds(100)])
    func note() -> String {
      ViewedRun(label: "x", analysis: run, view: view, file: 0).pathNote
    }
    run.bounds?.binding = .cores
    run.bounds?.latency = .milliseconds(1_000)
    #expect(note().hasPrefix("More cores could cut it to 1.00 s at best."))
    #expect(note().hasSuffix("A faster start-up could win 100 ms at most."))
    run.bounds?.further.loop = .milliseconds(3_900)
    #expect(note().hasPrefix("More cores would not help: the loop serves one at a time"))
    run.coreEstimated = true
    #expect(note().hasPrefix("What more cores could win is not known"))
    run.criticalPath = nil
    #expect(note().contains("there is no critical path"))
  }
}
