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

@Suite struct `A baseline that tells of no tasks` {
  /// A program recorded without tasks: its life stands for one.
  static func silent(_ run: RunAnalysis) -> RunAnalysis {
    var run = run
    run.tellsTasks = false
    run.tasks = 1
    run.workByKey = ["python3": KeyedWork(tasks: 1, work: run.makespan, io: .zero)]
    run.inflation = nil
    run.boundsBaseline = nil
    run.demands = nil
    return run
  }

  private let sequential = Self.silent(CountRuns.sequential)

  @Test func `is taken at the user's word, which is said in one line`() {
    let report = RunReport(runs: [sequential, CountRuns.threads, CountRuns.async], baseline: 0)
    let text = report.text(Style(width: 200))
    #expect(
      text.hasPrefix(
        "sequential tells of no tasks: that the same work was done is your word, and only the times "
          + "are compared.\n"))
    #expect(!text.contains("not of one workload"))
    #expect(report.table.rows.map { $0.cells[2].text } == ["1.00", "1.92", "1.00"])
    #expect(report.markdown.contains("tells of no tasks"))
  }

  @Test func `does not hide that the others did different work`() {
    let others = [CountRuns.threads, FetchRuns.async]
    let text = RunReport(runs: [sequential] + others, baseline: 0).text()
    #expect(text.hasPrefix("These runs are not of one workload (4 and 3 tasks)"))
  }

  @Test func `leaves the names of the others' tasks out of it`() {
    let keyed = `Runs of different workloads`.keyed
    let others = [keyed(CountRuns.threads, "count"), keyed(CountRuns.async, "work")]
    let silent = RunReport(runs: [sequential] + others, baseline: 0)
    #expect(silent.differentWork == nil)
    let telling = RunReport(runs: [keyed(CountRuns.sequential, "count")] + others, baseline: 0)
    #expect(telling.differentWork?.contains("no task has the same key") == true)
  }

  @Test func `is nobody's word where there is no baseline, and several are named`() {
    var threads = Self.silent(CountRuns.threads)
    threads.speedup = nil
    #expect(RunReport(runs: [threads, CountRuns.async]).takenWork == nil)
    let report = RunReport(runs: [sequential, threads, CountRuns.async], baseline: 0)
    #expect(report.takenWork?.hasPrefix("sequential, threads x4 tell of no tasks: ") == true)
    let none = RunReport(runs: [sequential, threads], baseline: 0)
    #expect(none.takenWork?.hasPrefix("No run tells of tasks: ") == true)
  }

  @Test func `is said of repeated runs too, below their verdicts`() throws {
    let traces = `Traces of one comparison`.self
    let silent = traces.sequential.map { run in
      var run = run
      run.analysis = Self.silent(run.analysis)
      return run
    }
    let report = try RunGroups(silent + traces.threads).comparison
    let text = report.text(Style(width: 200))
    #expect(text.contains("Threads pay"))
    #expect(text.contains("sequential tells of no tasks: that the same work was done is your word"))
  }
}
