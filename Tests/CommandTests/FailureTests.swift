import Foundation
import Testing

/// What goes wrong while measuring: counted, said, and nothing recorded is lost.
@Suite(.serialized) struct FailureTests {
  let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  private func compare(_ options: String...) throws -> (Tool.Ending, Report) {
    let ending = try Tool.start(
      ["compare", "count", "--size", "1000", "--rounds", "1", "--output", "out"] + options,
      in: folder.url
    ).wait()
    let data = try Data(contentsOf: folder.url.appendingPathComponent("out/report.json"))
    return (ending, try JSONDecoder().decode(Report.self, from: data))
  }

  @Test func `a task that throws fails its runs, which are counted and named`() throws {
    let (ending, report) = try compare(
      "--models", "sequential,threads", "--fault", "throwing:2")
    #expect(ending.status == 3)
    #expect(ending.output.contains("task 2 failed because it was told to"))
    #expect(report.comparison?.models.allSatisfy { $0.speedup == nil } == true)
    #expect(report.comparison?.models.allSatisfy { ($0.failedRuns ?? 0) > 0 } == true)
  }

  @Test func `a worker process that crashes is told with its signal`() throws {
    let (ending, report) = try compare("--models", "processes", "--fault", "crashing:1")
    #expect(ending.status == 3)
    #expect(ending.output.contains("signal 9"))
    #expect(report.runs.isEmpty)
  }

  @Test func `a run that hangs is ended after the time given`() throws {
    let (ending, _) = try compare(
      "--models", "threads", "--fault", "hanging:0", "--timeout", "1")
    #expect(ending.status == 3)
    #expect(ending.output.contains("was ended after 1 s"))
  }

  @Test func `Ctrl-C reports the rounds finished until then`() throws {
    let running = try Tool.start(
      [
        "compare", "count", "--size", "1000", "--rounds", "100000", "--models",
        "sequential,threads", "--output", "out", "--keep-all",
      ], in: folder.url)
    // The traces of round 2 begin only when round 1 is finished.
    let second = folder.path("out/rounds/threads.round-2.json.gz")
    let first = folder.path("out/rounds/sequential.round-2.json.gz")
    while running.process.isRunning,
      !FileManager.default.fileExists(atPath: first),
      !FileManager.default.fileExists(atPath: second)
    { usleep(2000) }
    running.process.interrupt()
    let ending = running.wait()
    #expect(ending.status == 130, "\(ending.errors)")
    #expect(ending.output.contains("Interrupted"))
    let data = try Data(contentsOf: folder.url.appendingPathComponent("out/report.json"))
    let report = try JSONDecoder().decode(Report.self, from: data)
    #expect(report.runs.map(\.model) == ["sequential", "threads"])
    for run in report.runs { run.checkSums() }
  }

  @Test func `a trace that a crash cut is read, said to be cut, and repaired`() throws {
    let made = try Tool.run(
      "compare", "count", "--size", "200000", "--rounds", "1", "--models", "threads", "--output",
      "out", in: folder.url)
    #expect(made.status == 0, "\(made.errors)")
    let whole = try Data(contentsOf: folder.url.appendingPathComponent("out/threads.json.gz"))
    let cut = folder.path("cut.json.gz")
    try whole.prefix(whole.count * 2 / 3).write(to: URL(fileURLWithPath: cut))
    let report = try Tool.run("report", cut, in: folder.url)
    #expect(report.status == 0, "\(report.errors)")
    #expect(report.output.contains("cut"))
    let repair = try Tool.run("repair", cut, in: folder.url)
    #expect(repair.status == 0, "\(repair.errors)")
    #expect(repair.output.contains("cut-repaired.json.gz"))
    let again = try Tool.run("repair", cut, in: folder.url)
    #expect(again.status == 2)
    #expect(again.sentence.contains("exists already"))
    let repaired = try Tool.run("report", "cut-repaired.json.gz", in: folder.url)
    #expect(repaired.status == 0, "\(repaired.errors)")
  }
}
