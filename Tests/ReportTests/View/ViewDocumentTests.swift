import Testing
import TraceFile
import TraceModel

@testable import Analysis
@testable import Report

@Suite struct `What the page is given` {
  static let paths = ["count/comparison.json.gz", "fetch/comparison.json.gz"]

  private func problems(_ document: JSONValue) throws -> [String] {
    var check = SchemaCheck(schema: try `A report as JSON`.schema("stretto.view-1"))
    check.check(try document.withoutReport())
    return check.problems
  }

  @Test(arguments: paths)
  func `follows its schema, and its report the report's`(path: String) throws {
    let traces = try ViewedTraces([path])
    #expect(try problems(traces.document.json) == [])
    #expect(try problems(traces.unsealed.json) == [])
    var check = SchemaCheck(schema: try `A report as JSON`.schema())
    check.check(try #require(JSONValue(parsing: traces.unsealed.json.encoded())["report"]))
    #expect(check.problems == [])
  }

  @Test func `follows its schema also without runs, without lanes and as a failure`() throws {
    #expect(try problems(ViewDocument.failure("no.json: no such file.")) == [])
    let words = ViewWords(ComparisonReport.count, runs: ["threads": 0])
    #expect(try problems(ViewDocument(words: words, runs: []).json) == [])
    #expect(
      try problems(ViewDocument(words: ViewWords(RunReport(runs: [])), runs: []).json) == [])
    for run in [RunAnalysis.full, .everything] {
      let view = RunView(start: .zero, makespan: run.makespan)
      let document = ViewDocument(
        words: ViewWords(RunReport(runs: [run])),
        runs: [ViewedRun(label: "x", analysis: run, view: view, file: 0)])
      #expect(try problems(document.json) == [])
    }
  }

  @Test func `follows a schema that finds faults`() throws {
    let document = try ViewedTraces([Self.paths[0]]).document.json
    #expect(try problems(document.replacing("resource", with: "memory")) != [])
    #expect(try problems(document.replacing("table", with: .array([.object([])]))) != [])
  }

  @Test(arguments: paths, [ViewLimits.full, .sealed])
  func `adds up: band, lanes and path against the ledgers beside them`(
    path: String, limits: ViewLimits
  ) throws {
    let document = try JSONValue(
      parsing: ViewedTraces([path], limits: limits).document.json.encoded())
    for run in try #require(document["runs"]?.elements) {
      let states = try #require(run["states"]?.elements).compactMap(\.text)
      let makespan = try #require(run["makespan_ns"]?.integer)
      #expect(try integral(of: run, states) == ledger(run["slot_ledger"]))
      for lane in try #require(run["lanes"]?.elements) {
        let lengths = try #require(lane["t"]).integers
        #expect(lengths.reduce(0, +) == makespan)
        #expect(lengths.allSatisfy { $0 > 0 })
        #expect(lane["s"]?.integers.count == lengths.count)
        #expect(lane["s"]?.integers.allSatisfy { states.indices.contains(Int($0)) } == true)
      }
      #expect(run["path"]?["t"]?.integers.reduce(0, +) == makespan)
      var path: [String: Int64] = [:]
      for row in try #require(run["path_rows"]?.elements) {
        path[row["state"]?.text ?? ""] = row["ns"]?.integer
      }
      var segments: [String: Int64] = [:]
      for (length, state) in zip(
        run["path"]?["t"]?.integers ?? [], run["path"]?["s"]?.integers ?? [])
      {
        segments[states[Int(state)], default: 0] += length
      }
      #expect(segments == path)
      #expect(document["notes"]?.elements?.contains { $0.text?.contains("must") == true } == false)
    }
  }

  /// What a band adds up to, without the states that it has none of.
  private func integral(of run: JSONValue, _ states: [String]) throws -> [String: Int64] {
    var sums: [String: Int64] = [:]
    let band = try #require(run["band"])
    let rows = try #require(band["v"]?.elements)
    let lengths = try #require(band["t"]).integers
    #expect(rows.count == lengths.count)
    for (length, row) in zip(lengths, rows) {
      #expect(row.integers.count == states.count)
      for (state, value) in zip(states, row.integers) where value != 0 {
        sums[state, default: 0] += band["exact"]?.truth == true ? value * length : value
      }
    }
    return sums
  }

  private func ledger(_ json: JSONValue?) -> [String: Int64] {
    Dictionary(
      (json?.members ?? []).map { ($0.key, $0.value.integer ?? -1) }, uniquingKeysWith: { $1 })
  }

  @Test func `is the same bytes for the same traces`() throws {
    let (first, second) = (try ViewedTraces(Self.paths), try ViewedTraces(Self.paths))
    #expect(first.document.json.encoded() == second.document.json.encoded())
  }

  @Test func `says of several files which holds each run`() throws {
    let document = try ViewedTraces(Self.paths).document
    #expect(Set(document.runs.map(\.file)) == [0, 1])
    #expect(document.runs.filter { $0.file == 0 }.count == 7)
  }

  @Test func `holds a sum that fails, in a sentence`() throws {
    var traces = try ViewedTraces([Self.paths[0]])
    traces.views[1].failedAssertions = ["band against makespan"]
    #expect(
      traces.document.words.notes.last
        == "threads x4: this does not hold although it must: band against makespan")
  }
}
