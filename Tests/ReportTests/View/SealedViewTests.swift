import Comparison
import Testing
import TraceFile
import TraceModel

@testable import Analysis
@testable import Report

@Suite struct `Words sealed into a trace` {
  @Test func `of a report are restored, sentence by sentence`() throws {
    for report in [ComparisonReport.count, .fetch] {
      let runs = report.models.compactMap(\.representativeRun)
      let sealed = try #require(SealedReport(report.json.encoded(), runs))
      let (before, after) = (
        ViewWords(report, runs: sealed.runs), ViewWords(sealed.report, runs: sealed.runs)
      )
      #expect(after.verdicts.map(\.text) == before.verdicts.map(\.text))
      #expect(after.verdicts.map(\.tone) == before.verdicts.map(\.tone))
      #expect(after.heading == before.heading)
      #expect(after.headline == before.headline)
      #expect(after.trust == before.trust)
      #expect(after.table.map(\.speedupText) == before.table.map(\.speedupText))
      #expect(after.table.map(\.wall) == before.table.map(\.wall))
      #expect(sealed.runs.count == runs.count)
    }
  }

  @Test func `of the recorded comparisons are told before those of single runs`() throws {
    let count = try ViewedTraces(["count/comparison.json.gz"])
    let words = count.document.words
    #expect(words.verdicts.first?.tone == .pays)
    #expect(words.verdicts.allSatisfy { $0.run != nil })
    #expect(words.heading.first?.hasPrefix("count x 4 on 2 cores") == true)
    #expect(count.unsealed.words.verdicts.allSatisfy { $0.tone == .unsure })
  }

  @Test func `of a view are shown as they were printed`() throws {
    var traces = try ViewedTraces(["count/comparison.json.gz"], limits: .sealed)
    var sealed = traces.document
    sealed.isComplete = false
    sealed.words.recommendation = "Use what was printed."
    traces.metadata?.view = sealed.json.encoded()
    let shown = traces.document
    #expect(shown.isComplete)
    #expect(shown.words.recommendation == "Use what was printed.")
    sealed.isComplete = true
    sealed.report = shown.report
    #expect(shown.json == sealed.json)
  }

  @Test func `of a view about other runs are not believed`() throws {
    let traces = try ViewedTraces(["count/comparison.json.gz"])
    let analyses = traces.groups.runs.map(\.analysis)
    let json = traces.document.json
    #expect(ViewWords(sealed: json, runs: analyses) != nil)
    var others = analyses
    others[2].makespan = others[2].makespan + Nanoseconds(1)
    #expect(ViewWords(sealed: json, runs: others) == nil)
    #expect(ViewWords(sealed: json, runs: Array(analyses.dropLast())) == nil)
    #expect(ViewWords(sealed: .object([]), runs: []) == nil)
    #expect(ViewWords(sealed: json.replacing("table", with: 7), runs: analyses) == nil)
  }

  @Test func `are a stranger's: made harmless, bars that are not full refused`() throws {
    let traces = try ViewedTraces(["count/comparison.json.gz"])
    let analyses = traces.groups.runs.map(\.analysis)
    let json = traces.document.json
    let evil = json.replacing("trust", with: .string("a\u{202E}b\u{1B}[2J"))
    #expect(ViewWords(sealed: evil, runs: analyses)?.trust == "a?b?[2J")
    var rows = try #require(json["table"]?.elements)
    let part = JSONValue.object([
      JSONMember("state", "work"), JSONMember("label", "work"), JSONMember("useful", .bool(true)),
      JSONMember("percent", 99), JSONMember("ns", 1),
    ])
    rows[0] = rows[0].replacing("parts", with: .array([part]))
    #expect(ViewWords(sealed: json.replacing("table", with: .array(rows)), runs: analyses) == nil)
  }

  @Test(arguments: [
    "", "{}", "{\"schema\":\"stretto.report/1\",\"comparison\":null}",
    "{\"schema\":\"stretto.report/1\",\"comparison\":{\"baseline\":\"a\",\"models\":[{}]}}",
    "{\"schema\":\"stretto.report/1\",\"comparison\":{\"baseline\":\"a\",\"models\":[{\"model\":\"a\"}]}}",
  ])
  func `of a report about other runs, or none, are not believed`(text: String) {
    #expect(SealedReport(Array(text.utf8), [CountRuns.sequential]) == nil)
  }
}
