import Comparison
import Statistics
import Testing
import TraceFile
import TraceModel

@testable import Analysis
@testable import Prediction
@testable import Report

@Suite struct `Advice in reports` {
  /// Four computing tasks of a program without a lock, and what the runs of each model tell.
  private func comparison(_ hostile: String? = nil) -> ComparisonReport {
    var report = ComparisonReport.count
    let phase = TaskDemand.Phase(.cpu, .milliseconds(1_000))
    let tasks = (0..<4).map { TaskDemand(key: "count \($0)", phases: [phase]) }
    for place in report.models.indices {
      for index in report.models[place].runs.indices {
        let run = report.models[place].runs[index]
        var demands = RunDemands(
          model: run.model, makespan: run.makespan, cores: 2, slots: run.slots)
        demands.tasks = tasks
        demands.costs = ExecutorCosts()
        demands.hasGIL = false
        demands.gilShare = 0
        demands.loopThreads = run.model == .async ? 1 : nil
        report.models[place].runs[index].demands = demands
      }
    }
    if let hostile {
      report.comparison.models[1].model = hostile
      report.models[1].model = hostile
    }
    return report
  }

  @Test func `A comparison: the recommendation in words, and each prediction held to it`() {
    let advice = Advice(comparison: comparison())
    #expect(
      advice.recommendationLines() == [
        "  Use threads: 1.93x measured (1.93-1.93). The 4 tasks of 1.00 s compute 100 % of their time, and no",
        "  lock keeps them from 2 cores.",
      ])
    let lines = advice.predictionLines()
    #expect(
      lines.first?.hasPrefix("  predicted from sequential and the executors' costs: ") == true)
    #expect(lines.joined(separator: " ").contains("async 1.00 (0.91-1.10) inside"))
    #expect(lines.allSatisfy { $0.count <= 100 })
  }

  @Test func `The interpreter lock is named as the reason for processes`() throws {
    var run = RunDemands(model: .sequential, makespan: .milliseconds(4_000), cores: 2, slots: 1)
    let phase = TaskDemand.Phase(.cpu, .milliseconds(1_000))
    run.tasks = (0..<4).map { TaskDemand(key: "\($0)", phases: [phase]) }
    let machine = MachineInputs(cores: 2, hasGIL: true, gilShare: 0.97)
    let recommendation = Recommendation(
      among: [
        Candidate(.sequential, speedup: 1, source: .measured),
        Candidate(.threads, speedup: 0.97, low: 0.95, high: 0.99, source: .measured),
        Candidate(.processes, speedup: 1.93, low: 1.90, high: 1.95, source: .measured),
      ], profile: try #require(TaskProfile(run)), machine: machine)
    #expect(
      RecommendationSentence(recommendation, machine: machine).text
        == "Use processes: 1.93x measured (1.90-1.95). The 4 tasks of 1.00 s compute 100 % of their "
        + "time and hold the GIL for 97 % of that, which keeps the threads of one process to one "
        + "core.")
  }

  @Test func `What is measured outside its interval says so`() {
    var advice = Advice(comparison: comparison())
    advice.predictions[0].measured = 3.21
    // Where the line breaks is the layout's business.
    let words = advice.predictionLines().joined(separator: " ").split(separator: " ")
    #expect(words.joined(separator: " ").contains("outside: 3.21 measured"))
  }

  @Test func `The JSON holds the same figures`() throws {
    let advice = Advice(comparison: comparison())
    let members = JSONValue.object(advice.predictionMembers(of: "threads"))
    let low = try #require(double(members["predicted_low"]))
    let high = try #require(double(members["predicted_high"]))
    let point = try #require(double(members["predicted"]))
    #expect(low < point && point < high)
    #expect(members["predicted_binding"] == .string("cores"))
    #expect(members["predicted_inside"] == .bool(true))
    #expect(members["not_predicted"] == .null)
    #expect(advice.recommendationJSON["model"] == .string("threads"))
    #expect(advice.recommendationJSON["reason"] == .string("computing"))
    // A model that was not compared has every key, and nothing in it.
    let none = advice.predictionMembers(of: "dispatch")
    #expect(none.map(\.key) == advice.predictionMembers(of: "threads").map(\.key))
    #expect(none.allSatisfy { $0.value == .null })
  }

  @Test func `Names from a trace move no cursor and end no table cell`() {
    let advice = Advice(comparison: comparison("evil\u{1B}[2J|*x*\n<b>"))
    for line in advice.predictionLines() + advice.markdown {
      #expect(line.unicodeScalars.allSatisfy { $0.value >= 0x20 })
    }
    let listed = advice.markdown.filter { $0.contains("evil") }
    #expect(!listed.isEmpty)
    for line in listed { #expect(line.contains("\\|") && !line.contains("<")) }
  }

  @Test func `Without a sequential run the measured speedups still say what to use`() {
    var report = comparison()
    report.models[0].runs = []
    let advice = Advice(comparison: report)
    #expect(advice.recommendation?.choice?.model == .threads)
    #expect(
      advice.predictionLines() == [
        "  not predicted: no model (there is no sequential run to start from)"
      ])
  }

  @Test func `A recorded run alone: what to try, and a ladder that ends at its longest task`()
    throws
  {
    let advice = Advice(runs: RunReport(runs: [try recorded("count", .sequential)]))
    #expect(advice.recommendation?.choice?.model == .threads)
    #expect(advice.recommendation?.choice?.speedup == nil)
    let text = advice.text()
    #expect(text.first?.hasPrefix("  Try threads: at most 2.00x") == true)
    #expect(text.contains { $0.contains("with a slot for every task") })
    #expect(text.allSatisfy { $0.count <= 100 })
    let what = JSONValue.object(advice.runMembers)["what_if"]
    let gains = (what?["rungs"]?.elements ?? []).compactMap { $0["gain"]?.integer }
    let makespan = try #require(what?["makespan"]?.integer)
    let span = try #require(what?["span"]?.integer)
    #expect(gains.reduce(0, +) == makespan - span)
    #expect(gains.count == 7)
  }

  @Test func `A recorded comparison: all models within their intervals, one recommendation`() throws
  {
    let runs = try recorded("fetch")
    let base = try #require(runs.firstIndex { $0.model == .sequential })
    let advice = Advice(runs: RunReport(runs: runs, baseline: base))
    #expect(advice.predictions.count == runs.count - 1)
    #expect(advice.ladder == nil)
    #expect(advice.recommendation?.reason == .waitingOverlaps)
  }

  @Test func `A run that its own replay does not explain is no ground for advice`() throws {
    var run = try recorded("count", .threads)
    let longer = Nanoseconds(run.makespan.count * 2)
    run.makespan = longer
    run.demands?.makespan = longer
    let advice = Advice(run: run)
    #expect(advice.recommendation == nil)
    #expect(advice.recommendationText.hasPrefix("No recommendation: its replay misses 51 %"))
    #expect(try #require(advice.ladder).unexplainedShare > 0.5)
  }

  @Test func `Threads of a program with a GIL are not praised for waits that nobody saw`() throws {
    var run = try recorded("count", .threads)
    #expect(Advice(run: run).recommendation?.choice?.model == .threads)
    run.demands?.hasGIL = true
    run.demands?.gilShare = nil
    let advice = Advice(run: run)
    #expect(advice.recommendation == nil)
    #expect(
      advice.text().first == "  No recommendation: no run shows how long the GIL is held.")
  }

  @Test(arguments: [(1.07, false), (1.15, true)])
  func `A few percent between two single runs are no reason to change a program`(
    speedup: Double, isChosen: Bool
  ) throws {
    var runs = try recorded("count").filter { [.sequential, .threads].contains($0.model) }
    let base = try #require(runs.firstIndex { $0.model == .sequential })
    runs[1 - base].speedup = speedup
    let recommendation = Advice(runs: RunReport(runs: runs, baseline: base)).recommendation
    let choice = try #require(recommendation?.choice)
    #expect((choice.model == .threads && choice.speedup == speedup) == isChosen)
  }

  @Test func `Where others had the cores, times are no ground for advice`() throws {
    var runs = try recorded("count").filter { [.sequential, .threads].contains($0.model) }
    let base = try #require(runs.firstIndex { $0.model == .sequential })
    let tenth = Nanoseconds(runs[base].makespan.count / 10)
    for (waited, isTold) in [(tenth, false), (tenth + tenth, true)] {
      runs[base].slotLedger = Ledger([
        .work: runs[base].makespan - waited, .runq: waited,
      ])
      let advice = Advice(runs: RunReport(runs: runs, baseline: base))
      #expect((advice.recommendation == nil) == isTold)
      #expect(advice.recommendationText.contains("waited 20 % of its time for a core") == isTold)
    }
  }

  @Test func `Of what cannot be compared or is not known, no model is recommended`() throws {
    let runs = try recorded("count").filter { $0.model != .sequential }
    let apart = Advice(runs: RunReport(runs: runs))
    #expect(apart.recommendation == nil)
    #expect(
      apart.text() == ["  No recommendation: there is no sequential run to start from."])
    var foreign = try #require(runs.first)
    foreign.model = ExecutionModel(rawValue: "unknown")
    foreign.demands?.model = foreign.model
    let alone = Advice(run: foreign)
    #expect(alone.recommendation == nil)
    #expect(
      alone.text().first == "  No recommendation: nothing is known of how it runs its tasks.")
    #expect(alone.ladder != nil)
  }

  @Test func `Spans that would be faster: a sentence, or why there is none`() throws {
    let run = try recorded("count", .threads, marking: "count 3")
    let lines = virtualSpeedupLines(of: "count 3", by: 0.5, in: [run])
    #expect(lines.joined(separator: " ").contains("less by replay"))
    let none = try recorded("count", .threads, marking: "no such")
    #expect(
      virtualSpeedupLines(of: "no such", by: 0.5, in: [none]) == [
        "  threads, if \"no such\" were 50 % faster: no task has such a span."
      ])
  }

  @Test func `Widths of one model: a law where there are six, else why not`() throws {
    let law = UniversalScalability.Parameters(contention: 0.05, coherence: 0.002, rate: 10)
    let runs = [1, 2, 4, 8, 16, 32].map { width in
      var run = RunAnalysis.of(
        .threads, milliseconds: 1, slots: width, slotLedger: [.work: 1], coreLedger: [.work: 1],
        busy: 1, binding: .cores, lower: 1)
      run.makespan = Nanoseconds(Int64(4e9 / law.throughput(width: Double(width))))
      return run
    }
    let fits = ScalingFit.fits(of: runs)
    #expect(fits.count == 1)
    #expect(
      fits.first?.sentence.hasPrefix("threads, scalability law: contention 5.0 % (5.00-5.00)")
        == true)
    #expect(fits.first?.sentence.hasSuffix("fastest at 22 slots.") == true)
    #expect(
      ScalingFit.fits(of: Array(runs.prefix(3))).first?.sentence
        == "threads, scalability law: 3 widths are too few; 6 are needed.")
    #expect(ScalingFit.fits(of: Array(runs.prefix(2))).isEmpty)
  }

  private func double(_ value: JSONValue?) -> Double? {
    guard case .number(let number) = value else { return nil }
    return number
  }

  private func recorded(_ name: String, marking: String? = nil) throws -> [RunAnalysis] {
    var parts = #filePath.split(separator: "/").dropLast(4).map(String.init)
    parts += ["traces", name, "comparison.json.gz"]
    let trace = try TraceReader.read(path: "/" + parts.joined(separator: "/"))
    return try analyse(trace, marking: marking)
  }

  private func recorded(
    _ name: String, _ model: ExecutionModel, marking: String? = nil
  ) throws -> RunAnalysis {
    try #require(try recorded(name, marking: marking).first { $0.model == model })
  }
}
