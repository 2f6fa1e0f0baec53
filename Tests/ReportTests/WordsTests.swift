import Comparison
import Testing
import TraceModel

@testable import Analysis
@testable import Report

@Suite struct `Numbers in text` {
  @Test(arguments: [
    (0, "0 s"), (7, "7 ns"), (999, "999 ns"), (1_000, "1.00 µs"), (12_340, "12.3 µs"),
    (999_400, "999 µs"), (999_500, "1.00 ms"), (203_000_000, "203 ms"),
    (999_499_999, "999 ms"), (999_500_000, "1.00 s"), (4_012_000_000, "4.01 s"),
    (9_995_000_000, "10.0 s"), (750_000_000_000, "750 s"), (1_000_000_000_000, "16.7 min"),
    (9_000_000_000_000, "2.50 h"), (-6_000_000, "-6.00 ms"), (Int64.min, "-"),
  ])
  func `show a time in the unit that suits it`(nanoseconds: Int64, text: String) {
    #expect(Quantity.duration(Nanoseconds(nanoseconds)) == text)
  }

  @Test(arguments: [
    (1.934, 2, "1.93"), (0.005, 2, "0.01"), (-0.001, 2, "0.00"), (-1.5, 1, "-1.5"),
    (99.96, 1, "100.0"), (3, 0, "3"), (.nan, 2, "-"), (1e300, 2, "-"),
  ])
  func `have fixed decimals`(value: Double, decimals: Int, text: String) {
    #expect(Quantity.fixed(value, decimals) == text)
  }

  @Test func `have three digits as ratios`() {
    #expect(Quantity.ratio(1.934) == "1.93")
    #expect(Quantity.ratio(9.996) == "10.0")
    #expect(Quantity.ratio(12.34) == "12.3")
    #expect(Quantity.ratio(1_234) == "1234")
    #expect(Quantity.ratio(nil) == "-")
  }
}

@Suite struct `Progress parallelism` {
  @Test func `is measured where lanes fit the cores`() {
    #expect(Progress(ModelRuns(model: "async", runs: [CountRuns.async])).text == "1.0")
  }

  @Test func `comes from CPU time, marked, where workers exceed cores`() {
    #expect(Progress(ModelRuns(model: "threads", runs: [CountRuns.threads])).text == "1.9*")
  }

  @Test func `is only bounded where nothing else is known`() {
    let run = CountRuns.threads.estimated(cpu: nil)
    #expect(Progress(ModelRuns(model: "threads", runs: [run])).text == "≤ 2.0")
    // One round without CPU time is enough to lose the mean.
    let runs = ModelRuns(model: "threads", runs: [CountRuns.threads, run])
    #expect(Progress(runs).text == "≤ 2.0")
    let report = ComparisonReport.of("count", tasks: 4, runs: [CountRuns.sequential, run])
    #expect(report.text(Style(width: 300)).contains("≤ 2.0  "))
    #expect(report.text(Style(width: 300)).contains("are estimated, ≤ is all that is known."))
    #expect(!report.text().contains("*"))
  }
}

@Suite struct `The verdict in words` {
  static func sentences(_ factor: @escaping (Int) -> Double, rounds: Int = 12) -> String {
    ComparisonReport.of(
      "count", tasks: 4, runs: [CountRuns.sequential, CountRuns.threads], rounds: rounds
    ) { set in
      for index in set.rounds.indices {
        set.rounds[index].set("sequential", .untraced, 4e9)
        set.rounds[index].set("threads", .untraced, 4e9 / factor(index))
      }
    }.text(Style(width: 300))
  }

  @Test func `says whether it pays`() {
    #expect(Self.sentences { _ in 1.9 }.contains("Threads pay: 1.90x (1.90-1.90)."))
    #expect(Self.sentences { _ in 0.8 }.contains("Threads cost time: 0.80x (0.80-0.80)."))
    #expect(Self.sentences { _ in 1 }.contains("Threads do not pay: 1.00x (1.00-1.00)."))
  }

  @Test func `says what is uncertain, with what could be seen beside it`() {
    let unsure = Self.sentences { 1.02 + 0.012 * Double($0) }
    #expect(unsure.contains("Threads are faster, by how much is uncertain: 1.09x (1.04-1.13)."))
    let noisy = Self.sentences { 0.8 + 0.04 * Double($0) }
    #expect(
      noisy.contains("Threads: inconclusive, 1.02x (0.88-1.16); about 97 rounds would decide"))
    #expect(noisy.contains("(12 rounds detect"))
    #expect(noisy.contains("A/A"))
  }

  @Test func `is not given for three rounds`() {
    let text = Self.sentences({ _ in 1.9 }, rounds: 3)
    #expect(text.contains("Threads: 1.90x in 3 rounds, too few for an interval or a verdict"))
    #expect(!text.contains("pay"))
  }

  @Test func `says when there is nothing to compare`() {
    let alone = ComparisonReport.of("count", tasks: 4, runs: [CountRuns.sequential])
    #expect(alone.text().contains("nothing to compare"))
    let failed = ComparisonReport.of(
      "count", tasks: 4, runs: [CountRuns.sequential, CountRuns.threads]
    ) { set in
      for index in set.rounds.indices { set.rounds[index].fail("threads", .untraced) }
    }
    #expect(failed.text().contains("Threads: no speedup, 12 runs failed."))
  }

  @Test func `never calls concurrency a speedup`() {
    let texts = [
      ComparisonReport.count.text(), RunReport(runs: [CountRuns.async]).text(),
    ]
    // 2.5 tasks in flight, and nothing got faster.
    for text in texts {
      let lines = text.split(separator: "\n").filter { $0.contains("2.5") }
      #expect(!lines.isEmpty)
      #expect(lines.allSatisfy { !$0.contains("2.50x") && !$0.hasPrefix("  speedup") })
    }
  }

  @Test func `gives the efficiency of the resource that binds`() {
    let fetch = RunReport(runs: [FetchRuns.threads]).text(Style(width: 200))
    #expect(fetch.contains("efficiency, slots") && !fetch.contains("efficiency, cores"))
    let count = RunReport(runs: [CountRuns.threads]).text(Style(width: 200))
    #expect(count.contains("efficiency, cores") && !count.contains("efficiency, slots"))
  }

  @Test func `gives no efficiency against a baseline that is no sequential run`() {
    let report = RunReport(runs: [CountRuns.async, CountRuns.threads], baseline: 0)
    let text = report.text(Style(width: 200))
    #expect(!text.contains("efficiency, "))
    #expect(text.contains("Speedups are against async, which is no sequential run."))
    #expect(text.contains("the others are measured against this run"))
  }

  @Test func `says what the losses mean`() {
    let text = RunReport(runs: [CountRuns.async]).text(Style(width: 300))
    #expect(
      text.contains(
        "Cores bind: 50 % of 2 cores x 4.00 s went into the tasks' work.\n"
          + "  Most of the rest: loop 38 % (a task was ready, but the loop had not got to it), "
          + "tail 12 % (nothing left to hand out while others still worked)."))
  }

  @Test func `does not say what binds where no bounds are known`() {
    var run = CountRuns.async
    run.bounds = nil
    let text = RunReport(runs: [CountRuns.sequential, run]).text(Style(width: 300))
    #expect(text.contains("\n  50 % of 2 cores x 4.00 s went"))
    #expect(text.contains("What binds is not known without the tasks' dependencies"))
    #expect(!text.contains("Cores bind"))
  }

  @Test func `tells what a pool costs, and what its tasks would have to be`() {
    let text = RunReport(runs: [.everything]).text(Style(width: 400))
    #expect(text.contains("tasks of 2.00 ms are too short: it pays from 5.00 ms on"))
    #expect(text.contains("the coordinator keeps at most 2.00 workers busy"))
    #expect(text.contains("blocked: 2 calls that block the loop (30.0 ms), read?[2J 20.0 ms"))
    #expect(text.contains("GIL: 4 lanes waited 600 ms for it (7 % of the slots' time)"))
    #expect(text.contains("as if 4.0 % of the work were serial (Karp-Flatt at 2 wide)"))
    #expect(text.contains("slower than any schedule without idling would be (1.50 s)"))
  }

  @Test func `what was left lying about is named by what it lost most to`() {
    func text(_ ledger: [Bucket: Nanoseconds]) -> String {
      var run = RunAnalysis.everything
      run.slotLedger = Ledger(ledger)
      return RunReport(runs: [run]).text(Style(width: 400))
    }
    let work: [Bucket: Nanoseconds] = [.work: .milliseconds(500), .tail: .milliseconds(300)]
    #expect(text(work).contains("so work was left lying about\n"))
    let one = work.merging([.gil: .milliseconds(600)]) { $1 }
    #expect(text(one).contains("left lying about: see GIL\n"))
    let more: [Bucket: Nanoseconds] = [
      .serial: .milliseconds(700), .lock: .milliseconds(50), .loop: .milliseconds(40),
      .dispatch: .milliseconds(1), .runq: .milliseconds(900),
    ]
    let many = one.merging(more) { $1 }
    #expect(text(many).contains("left lying about: see serial, GIL and lock\n"))
  }
}

@Suite struct `Notes` {
  @Test func `say cold times, the tracer's cost and the baseline's own overhead`() {
    var idle = CountRuns.sequential
    idle.makespan = .milliseconds(4_400)
    let report = ComparisonReport.of("count", tasks: 4, runs: [idle, CountRuns.threads]) { set in
      set.warmUp = set.rounds[0]
      set.warmUp?.set("sequential", .untraced, 5e9)
      for index in set.rounds.indices { set.rounds[index].set("threads", .traced, 2.2e9) }
    }
    let text = report.text(Style(width: 300))
    #expect(text.contains("note: cold (the warm-up round): sequential 5.00 s; the others as"))
    #expect(text.contains("smaller shares may be its doing"))
    #expect(text.contains("the baseline itself took 1.10 x its tasks' own time"))
  }

  @Test func `say in how many rounds the machine was free`() {
    let report = ComparisonReport.of(
      "count", tasks: 4, runs: [CountRuns.sequential, CountRuns.threads]
    ) { set in
      for index in set.rounds.indices { set.rounds[index].freeCores = index < 5 ? 1.9 : 1.1 }
    }
    #expect(
      report.text(Style(width: 300)).contains(
        "in the 5 of 12 rounds with at least 1.8 of 2 cores free the speedups are the same"))
    let busy = ComparisonReport.of(
      "count", tasks: 4, runs: [CountRuns.sequential, CountRuns.threads], freeCores: 1)
    #expect(busy.text(Style(width: 300)).contains("no round of 12 had at least 1.8 of 2 cores"))
  }

  @Test func `are printed once each`() {
    var run = CountRuns.threads
    run.trust.notes = ["the clock drifted by 3 µs"]
    let report = ComparisonReport.of("count", tasks: 4, runs: [CountRuns.sequential, run])
    #expect(report.text().ranges(of: "the clock drifted").count == 1)
  }
}

@Suite struct `A run whose CPU time is known` {
  @Test func `says how much of its progress was on a core`() {
    var run = CountRuns.sequential
    run.progressParallelismFromCPU = 0.28
    let text = RunReport(runs: [run]).text(Style(width: 300))
    #expect(text.contains("the tasks' CPU time covers 28 %"))
    run.progressParallelismFromCPU = 0.95
    #expect(!RunReport(runs: [run]).text(Style(width: 300)).contains("CPU time covers"))
    // Expected where four workers share two cores, and said otherwise.
    #expect(!RunReport(runs: [CountRuns.threads]).text(Style(width: 300)).contains("covers"))
  }

  @Test func `uses it for CPU parallelism where that is only bounded otherwise`() {
    let lines = RunReport(runs: [CountRuns.threads]).text().split(separator: "\n")
    #expect(lines.contains { $0.contains("CPU parallelism") && $0.contains("1.93") })
    let blind = RunReport(runs: [CountRuns.threads.estimated(cpu: nil)]).text()
    #expect(blind.contains(/CPU parallelism +≤ 2\.0/))
  }

  @Test func `takes what was attainable from the baseline where its own work is estimated`() {
    var run = CountRuns.threads
    run.bounds?.attained = 1.78
    #expect(RunReport(runs: [run]).text().contains(/attained +≤ 100 %/))
    run.boundsBaseline = run.bounds
    run.boundsBaseline?.attained = 0.96
    #expect(RunReport(runs: [run]).text().contains("96 %  the best possible here is 2.00 s"))
  }
}

@Suite struct `Prose` {
  @Test func `keeps a number with its unit`() {
    #expect(
      Style(width: 40).wrapProse("these rounds could detect no less than 12 % or so") == [
        "these rounds could detect no less than", "12 % or so",
      ])
    #expect(
      Style(width: 40).wrapProse("the best that was possible here was 4.01 s; no more") == [
        "the best that was possible here was", "4.01 s; no more",
      ])
  }
}
