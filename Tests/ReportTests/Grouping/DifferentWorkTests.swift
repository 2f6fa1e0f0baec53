import Comparison
import Testing
import TraceModel

@testable import Analysis
@testable import Report

@Suite struct `Runs of different workloads` {
  /// The tasks' keys, which tell one workload from another with equally many tasks.
  static func keyed(_ run: RunAnalysis, _ key: String) -> RunAnalysis {
    var run = run
    run.workByKey = [key: KeyedWork(tasks: run.tasks, work: .milliseconds(1), io: .zero)]
    return run
  }

  @Test func `are told apart by their tasks and keys, unless the steps decide`() {
    let (four, three) = (CountRuns.threads, FetchRuns.threads)
    #expect(three.workDifference(from: four) == "4 and 3 tasks")
    #expect(four.workDifference(from: CountRuns.async) == nil)
    let count = Self.keyed(four, "count")
    #expect(Self.keyed(four, "fetch").workDifference(from: count) == "no task has the same key")
    #expect(Self.keyed(CountRuns.async, "count").workDifference(from: count) == nil)
    var (before, after) = (four, three)
    (before.repetitions, after.repetitions) = (6, 6)
    #expect(after.workDifference(from: before) == nil)
    after.repetitions = 5
    #expect(after.workDifference(from: before) == "6 and 5 profiled steps")
    // A run that was cut is short of tasks for that reason.
    var cut = three
    cut.trust.isCut = true
    #expect(cut.workDifference(from: four) == nil)
  }

  @Test func `say so before any speedup, and follow no advice`() {
    let report = RunReport(runs: [CountRuns.sequential, CountRuns.threads, FetchRuns.async])
    let text = report.text()
    #expect(text.hasPrefix("These runs are not of one workload (4 and 3 tasks)"))
    #expect(!text.contains("Use "))
    #expect(!text.contains("ecommendation"))
    #expect(!text.contains("in the fastest model"))
    #expect(Advice(runs: report).recommendation == nil)
    let alike = RunReport(runs: [CountRuns.sequential, CountRuns.threads]).text()
    #expect(!alike.contains("not of one workload"))
    #expect(alike.contains("Use threads"))
  }

  @Test func `have no verdict, and their models keep their names`() throws {
    let traces = `Traces of one comparison`.self
    let other = traces.runs(
      FetchRuns.threads, [1_000, 1_010, 1_020, 1_030, 1_040, 1_050], slots: 3)
    let async = traces.runs(CountRuns.async, [4_000])
    let fetch = traces.runs(FetchRuns.async, [1_000])
    let groups = try RunGroups(traces.sequential + traces.threads + other + async + fetch)
    let report = groups.comparison
    #expect(
      report.comparison.models.map(\.model) == [
        "sequential", "threads x4", "threads x3", "async (4 tasks)", "async (3 tasks)",
      ])
    #expect(report.sentences.isEmpty)
    let text = report.text()
    #expect(text.hasPrefix("These runs are not of one workload"))
    #expect(text.contains("\nseveral workloads on 2 cores"))
    for word in ["pay", "Use ", "Only the baseline"] { #expect(!text.contains(word), "\(word)") }
    #expect(report.markdown.contains("These runs are not of one workload"))
    let alike = try RunGroups(traces.sequential + traces.threads).comparison
    #expect(alike.text().contains("Threads pay"))
  }
}

@Suite struct `A baseline that is not sequential` {
  @Test func `leaves a run its own work, without inflation or a serial share`() {
    var baseline = CountRuns.threads
    baseline.trace = "before.json"
    var run = CountRuns.threads
    run.scaling = ScalingFigures(width: 2, karpFlatt: 0.04, serialFraction: nil)
    let report = RunReport(runs: [baseline, run], baseline: 0)
    let text = report.text(Style(width: 200))
    #expect(!text.contains("inflation"))
    #expect(!text.contains("Karp-Flatt"))
    #expect(report.runs[1].inflation == nil && report.runs[1].boundsBaseline == nil)
    #expect(report.runs[1].speedup == run.speedup)
    let sequential = RunReport(runs: [CountRuns.sequential, run]).text(Style(width: 200))
    #expect(sequential.contains("inflation 2"))
    #expect(sequential.contains("Karp-Flatt"))
  }
}
