import Foundation
import Testing
import ViewerCheck

/// `stretto compare` end to end: real processes, real traces, the report and its files.
@Suite(.serialized) struct CompareTests {
  let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  private func report(_ path: String) throws -> Report {
    try JSONDecoder().decode(
      Report.self, from: Data(contentsOf: URL(fileURLWithPath: folder.path(path))))
  }

  @Test(arguments: [
    ("count", ["--size", "2000000"]), ("fetch", ["--delay", "20"]),
    ("mixed", ["--size", "200000", "--delay", "10"]), ("compress", ["--size", "400000"]),
  ])
  func `every model of a workload runs, is traced, and its ledgers add up`(
    workload: String, options: [String]
  ) async throws {
    let ending = try Tool.start(
      ["compare", workload, "--rounds", "2", "--output", "out"] + options, in: folder.url
    ).wait()
    #expect(ending.status == 0, "\(ending.errors)")
    let report = try report("out/report.json")
    #expect(report.schema == "stretto.report/1")
    let models = try #require(report.comparison).models.map(\.model)
    #expect(models.count >= 7)
    #expect(report.runs.map(\.model) == models)
    for run in report.runs { run.checkSums() }
    for name in models { #expect(ending.output.contains(name)) }
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path("out"))
    #expect(
      Set(files)
        == Set(models.map { "\($0).json.gz" } + ["comparison.json.gz", "report.json"]))
    let traces = files.filter { $0.hasSuffix(".gz") }.map { folder.path("out/\($0)") }
    for problem in try await ViewerCheck.problems(in: traces.sorted()) {
      Issue.record("\(problem)")
    }
  }

  @Test func `the report of the merged file gives every run again`() throws {
    let ending = try Tool.run(
      "compare", "count", "--size", "300000", "--rounds", "1", "--output", "out", "--models",
      "sequential,threads,async,processes", in: folder.url)
    #expect(ending.status == 0, "\(ending.errors)")
    let again = try Tool.run(
      "report", "--format", "json", "out/comparison.json.gz", in: folder.url)
    #expect(again.status == 0, "\(again.errors)")
    let merged = try JSONDecoder().decode(Report.self, from: Data(again.output.utf8))
    let first = try report("out/report.json")
    #expect(merged.runs.map(\.model) == first.runs.map(\.model))
    for (run, original) in zip(merged.runs, first.runs) {
      run.checkSums()
      #expect(run.makespan == original.makespan)
      #expect(run.slotLedger == original.slotLedger)
    }
    let text = try Tool.run("report", "out/threads.json.gz", in: folder.url)
    #expect(text.status == 0)
    #expect(text.output.contains("threads"))
  }

  @Test func `--keep-all keeps the trace of every round`() throws {
    let ending = try Tool.run(
      "compare", "count", "--size", "1000", "--rounds", "2", "--output", "out", "--models",
      "sequential,threads", "--keep-all", in: folder.url)
    #expect(ending.status == 0, "\(ending.errors)")
    let rounds = try FileManager.default.contentsOfDirectory(atPath: folder.path("out/rounds"))
    #expect(rounds.count == 6)
  }

  @Test func `the same seed gives the same checksums, and standard output as JSON is the report`()
    throws
  {
    let ending = try Tool.run(
      "compare", "count", "--size", "1000", "--rounds", "1", "--seed", "7", "--output", "out",
      "--models", "sequential,threads", "--format", "json", in: folder.url)
    #expect(ending.status == 0, "\(ending.errors)")
    let printed = try JSONDecoder().decode(Report.self, from: Data(ending.output.utf8))
    #expect(printed.runs.map(\.model) == ["sequential", "threads"])
  }
}
