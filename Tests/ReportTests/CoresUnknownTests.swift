import Comparison
import Testing
import TraceModel

@testable import Analysis
@testable import Report

/// A run as the adapters leave it: the cores are inferred, and nothing tells what depends on what.
extension RunAnalysis {
  static func foreign(_ model: String = "bazel", milliseconds: Int64 = 2_000) -> RunAnalysis {
    var run = RunAnalysis.of(
      ExecutionModel(rawValue: model), milliseconds: milliseconds, slots: 8, cores: 4,
      slotLedger: [.work: milliseconds * 3, .serial: milliseconds * 5],
      coreLedger: [.work: milliseconds * 3, .serial: milliseconds], busy: milliseconds * 3,
      binding: .cores, lower: 1_000)
    run.bounds = nil
    run.coresAreKnown = false
    return run
  }
}

@Suite struct `A trace that does not say how many cores there were` {
  let text = RunReport(runs: [.foreign()]).text()

  @Test func `has its slots split, not the cores inferred from it`() {
    #expect(text.contains("38 % of 8 slots x 2.00 s went into the tasks' work"))
    #expect(text.contains("8 slots, at least 4 cores (the most seen in use)"))
    #expect(text.contains("cores (at least 4 x 2.00 s"))
    #expect(RunAnalysis.foreign().usefulShare == 0.375)
    #expect(!text.contains("of 4 cores"))
    #expect(!RunReport(runs: [.foreign()]).markdown.contains("of 4 cores"))
  }

  @Test func `bounds parallelism from above where no wait and no scheduling is known`() {
    #expect(text.contains("progress parallelism  ≤ 3.0"))
    #expect(text.contains("CPU parallelism       ≤ 3.0"))
    #expect(!text.contains("more claim to run"))
    var scheduled = RunAnalysis.foreign()
    scheduled.trust.tiers = [1, 2]
    #expect(!RunReport(runs: [scheduled]).text().contains("≤"))
  }

  @Test func `is compared by its slots, in a table and in a difference`() {
    var own = CountRuns.threads
    own.trace = "own.json"
    let mixed = RunReport(runs: [.foreign(), own, .foreign()])
    #expect(mixed.sentences.contains { $0.contains("each row splits its slots x wall time") })
    let times = SelfTimes(Trace(), in: RunWindow(lanes: [], start: .zero, end: .zero))
    let diff = RunDiff(
      before: .foreign(), after: .foreign(milliseconds: 1_000), spans: (times, times))
    #expect(diff.resource == .slots)
    var more = RunAnalysis.foreign()
    more.cores = 24
    let unequal = RunDiff(before: .foreign(), after: more, spans: (times, times))
    #expect(!unequal.notes.contains { $0.contains("numbers of cores") })
  }
}

@Suite struct `A trace that does not tell what depends on what` {
  @Test func `gets one clause of advice and no ladder`() {
    var run = RunAnalysis.foreign()
    run.executor = ExecutorFigures(tasks: 4, width: 8)
    run.executor?.breakEvenGrain = .milliseconds(5)
    run.executor?.service = Distribution(
      count: 4, mean: .milliseconds(9), p50: .milliseconds(9), p95: .milliseconds(9),
      p99: .milliseconds(9), maximum: .milliseconds(9))
    let advice = Advice(run: run)
    #expect(
      advice.text() == [
        "  No recommendation: the trace does not tell what its tasks depend on."
      ])
    #expect(advice.ladder == nil && advice.ideal == nil && advice.scaling.isEmpty)
    let text = RunReport(runs: [run]).text()
    #expect(!text.contains("pays for tasks longer than"))
    #expect(!text.contains("what if"))
    #expect(!text.contains("transfer efficiency"))
    run.bounds = CountRuns.threads.bounds
    #expect(RunReport(runs: [run]).text().contains("pays for tasks longer than"))
  }

  @Test func `explains serial as what is known of it`() {
    let foreign = RunReport(runs: [.foreign()]).text()
    #expect(foreign.contains("serial 62 % (no task was under way)"))
    let part = CapacityShares.Part.loss(.serial)
    #expect(part.meaning(in: [CountRuns.threads], of: .cores) == "nothing had been handed out yet")
    #expect(part.meaning(in: [CountRuns.sequential], of: .cores) == "only one task at a time")
    #expect(part.meaning(in: [CountRuns.sequential], of: .slots) == "no task was under way")
  }
}

@Suite struct `What a comparison says of its own rounds` {
  @Test func `holds two equal runs beside the other trust figures`() {
    let text = ComparisonReport.count.text(Style(width: 400))
    #expect(text.contains("two equal runs 1.00x (1.00-1.00) (A/A)"))
    #expect(text.contains("wall and speedup: untraced runs; the other columns: traced ones."))
  }

  @Test func `tells of a busy machine once, below 80 percent of the cores`() {
    let runs = [CountRuns.sequential, CountRuns.threads]
    let busy = ComparisonReport.of("count", tasks: 4, runs: runs, freeCores: 1.5)
    let sentence = "inflation and efficiency include the load of other programs"
    #expect(busy.text(Style(width: 400)).split(separator: sentence).count == 2)
    let free = ComparisonReport.of("count", tasks: 4, runs: runs, freeCores: 1.6)
    #expect(!free.text(Style(width: 400)).contains(sentence))
  }
}
