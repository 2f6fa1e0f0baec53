import Analysis
import Comparison
import Statistics
import Testing
import TraceFile
import TraceModel

@testable import Report

@Suite struct `Traces of one comparison` {
  /// Runs of a model, one for each time in milliseconds; rounds from `first`, 0 for none.
  static func runs(
    _ model: RunAnalysis, _ milliseconds: [Int64], firstRound: Int = 1, isBaseline: Bool = false,
    slots: Int? = nil, epoch: Int64 = 0
  ) -> [TracedRun] {
    milliseconds.enumerated().map { index, time in
      var run = model
      run.makespan = .milliseconds(time)
      run.round = firstRound > 0 ? firstRound + index : 0
      run.trace = "\(model.model).\(index + 1).json.gz"
      let time = epoch > 0 ? epoch + Int64(index) * 1_000 : 0
      return TracedRun(run, isBaseline: isBaseline, epoch: time, declaredSlots: slots)
    }
  }

  static let sequential = runs(CountRuns.sequential, [4_000, 4_100, 4_050, 4_020, 4_080, 4_060])
  static let threads = runs(
    CountRuns.threads, [2_000, 2_040, 2_030, 2_015, 2_025, 2_035], slots: 4)

  @Test func `are paired by their rounds`() throws {
    let groups = try RunGroups(Self.sequential + Self.threads.reversed())
    #expect(groups.hasRepeats)
    #expect(groups.pairing.isPaired)
    let comparison = groups.comparison.comparison
    let threads = try #require(comparison["threads"])
    #expect(comparison.isPaired)
    #expect(threads.speedup?.logRatios.count == 6)
    #expect(threads.verdict == .faster)
    // The baseline of each run is that of its round, whatever the order of the files.
    for index in 6..<12 {
      #expect(groups.baseline(of: index)?.round == groups.runs[index].analysis.round)
    }
    #expect(groups.baseline(of: 0) == nil)
  }

  @Test func `without rounds are compared each with each, and say so`() throws {
    let groups = try RunGroups(
      Self.runs(CountRuns.sequential, [4_000, 4_100, 4_050, 4_020, 4_080, 4_060], firstRound: 0)
        + Self.threads)
    #expect(!groups.pairing.isPaired)
    #expect(groups.comparison.comparison["threads"]?.speedup?.logRatios.count == 36)
    let text = groups.comparison.text(Style(width: 400))
    #expect(text.contains("not every trace says which round it was recorded in"))
    #expect(text.contains("each run is compared with each of the baseline"))
    #expect(text.contains("6 traced runs each, no rounds"))
    // Every run is measured against the run of the median time.
    #expect(groups.baseline(of: 7)?.makespan == .milliseconds(4_050))
  }

  @Test func `are not paired by a round that occurs twice`() throws {
    var threads = Self.threads
    threads[3].analysis.round = 2
    #expect(
      try RunGroups(Self.sequential + threads).pairing.obstacle
        == "two traces of one model say the same round")
  }

  @Test func `are not paired when their rounds overlap in time`() throws {
    let later = Self.runs(
      CountRuns.threads, [2_000, 2_040, 2_030, 2_015, 2_025, 2_035], slots: 4, epoch: 50_000)
    let earlier = Self.runs(
      CountRuns.sequential, [4_000, 4_100, 4_050, 4_020, 4_080, 4_060], epoch: 1_000)
    // Two comparisons, one after the other: round 2 of the first came before round 1 of the second.
    #expect(
      try RunGroups(earlier + later).pairing.obstacle
        == "the rounds of different traces overlap in time")
    let interleaved = Self.runs(
      CountRuns.threads, [2_000, 2_040, 2_030, 2_015, 2_025, 2_035], slots: 4, epoch: 1_400)
    #expect(try RunGroups(earlier + interleaved).pairing.isPaired)
  }

  @Test func `are not paired by a few rounds in common`() throws {
    let other = Self.runs(CountRuns.threads, [2_000, 2_040, 2_030], firstRound: 6, slots: 4)
    #expect(
      try RunGroups(Self.sequential + other).pairing.obstacle
        == "the traces have few rounds in common")
  }

  @Test func `leave the warm-up round out, and tell its time`() throws {
    var cold = Self.threads[0]
    cold.analysis.round = 0
    cold.analysis.makespan = .milliseconds(3_000)
    let groups = try RunGroups(Self.sequential + [cold] + Self.threads)
    let threads = try #require(groups.comparison.comparison["threads"])
    #expect(threads.wall?.count == 6)
    #expect(threads.coldNanoseconds == 3_000_000_000)
    #expect(groups.comparison.runs(of: "threads").runs.count == 6)
  }

  @Test func `of one run each have no comparison`() throws {
    let groups = try RunGroups([Self.sequential[0], Self.threads[0]])
    #expect(!groups.hasRepeats)
    #expect(groups.singleRuns.baseline == 0)
    #expect(groups.singleRuns.json["comparison"] == .null)
  }

  @Test func `with fewer than six runs have no interval, and say so`() throws {
    let groups = try RunGroups(Array(Self.sequential.prefix(3) + Self.threads.prefix(3)))
    let threads = try #require(groups.comparison.comparison["threads"])
    #expect(threads.verdict == nil)
    #expect(threads.speedup?.low == nil)
    let text = groups.comparison.text(Style(width: 400))
    #expect(text.contains("in 3 rounds, too few for an interval or a verdict (6 needed)"))
    #expect(text.contains("the times are those of the traced runs, tracing included"))
  }

  @Test func `of one model before and after are told apart and compared`() throws {
    let before = Self.runs(
      CountRuns.threads, [2_600, 2_610, 2_640, 2_620, 2_630, 2_650], firstRound: 0,
      isBaseline: true, slots: 4)
    let after = Self.runs(
      CountRuns.threads, [2_000, 2_040, 2_030, 2_015, 2_025, 2_035], firstRound: 0, slots: 4)
    let groups = try RunGroups(before + after)
    let report = groups.comparison
    #expect(report.comparison.models.map(\.model) == ["threads (baseline)", "threads"])
    #expect(
      report.text(Style(width: 200)).contains(
        "Threads are faster than the baseline: 1.30x (1.28-1.31)"))
  }

  @Test func `of several widths are named by them`() throws {
    let groups = try RunGroups(
      Self.sequential + Self.threads
        + Self.runs(CountRuns.threads, [3_000, 3_040, 3_030, 3_015, 3_025, 3_035], slots: 2))
    #expect(groups.comparison.models.map(\.model) == ["sequential", "threads x4", "threads x2"])
  }

  @Test func `of different numbers of tasks are no repeats`() throws {
    var more = Self.threads
    for index in more.indices { more[index].analysis.tasks = 8 }
    let groups = try RunGroups(Self.sequential + Self.threads + more)
    #expect(groups.comparison.models.count == 3)
    #expect(
      groups.comparison.models.map(\.model)
        == ["sequential", "threads x4 (4 tasks)", "threads x4 (8 tasks)"])
  }

  @Test func `of another tool stand alone unless they are said to repeat`() throws {
    var foreign = Self.runs(CountRuns.threads, [2_600, 2_000, 2_040], firstRound: 0)
    for index in foreign.indices { foreign[index].isForeign = true }
    foreign[0].isBaseline = true
    let alone = try RunGroups(foreign)
    #expect(!alone.hasRepeats)
    #expect(alone.singleRuns.names == ["threads.1", "threads.2", "threads.3"])
    #expect(try RunGroups(foreign, areRepeats: true).hasRepeats)
  }

  @Test func `take the sequential runs of a baseline's file that holds more`() throws {
    var merged = [Self.sequential[0], Self.threads[0]]
    for index in merged.indices { merged[index].isBaseline = true }
    let groups = try RunGroups(merged + [Self.threads[1]])
    #expect(groups.leftOut == [1])
    #expect(groups.singleRuns.runs.map(\.model) == [.sequential, .threads])
    #expect(
      groups.singleRuns.notes == [
        "the baseline's file holds 1 more run of other models, left out here."
      ])
    var async = TracedRun(CountRuns.async, isBaseline: true)
    async.analysis.round = 0
    #expect(throws: GroupingError.self) { try RunGroups([merged[1], async]) }
  }

  @Test func `are given as runs of the document, the median one marked`() throws {
    let report = try RunGroups(Self.sequential + Self.threads).comparison
    let json = try `A report as JSON`.parsed(report.json)
    #expect(json["runs"]?.elements?.count == 12)
    let threads = try #require(json["comparison"]?["models"]?.elements?.last)
    #expect(threads["runs"]?.elements?.map(\.integer) == [6, 7, 8, 9, 10, 11])
    // 2 025 ms, the lower of the two in the middle, is that of round 5.
    #expect(threads["representative_run"]?.integer == 10)
    #expect(json["comparison"]?["timing"]?.text == "traced")
    #expect(json["comparison"]?["paired"]?.truth == true)
  }
}

@Suite struct `A trace whose end is missing` {
  @Test func `gives no time to a comparison, and is counted`() throws {
    var threads = `Traces of one comparison`.threads
    threads[2].analysis.trust.isCut = true
    threads[2].analysis.makespan = .milliseconds(10)
    let groups = try RunGroups(`Traces of one comparison`.sequential + threads)
    let report = groups.comparison
    #expect(report.comparison["threads"]?.speedup?.rounds == 5)
    #expect(report.runs(of: "threads").runs.count == 5)
    #expect(
      report.text(Style(width: 200)).contains(
        "left out runs whose end was not recorded: threads 1."))
  }

  @Test func `is no baseline`() throws {
    var sequential = `Traces of one comparison`.sequential
    sequential[1].analysis.trust.isCut = true
    sequential[1].analysis.makespan = .milliseconds(10)
    let groups = try RunGroups(sequential + `Traces of one comparison`.threads)
    // Of its own round's there is none to measure against: the median of the others is.
    #expect(groups.baseline(of: 7)?.makespan == .milliseconds(4_050))
  }

  @Test func `meets no threshold on speed`() throws {
    var run = CountRuns.threads
    run.trust.isCut = true
    run.speedup = nil
    let report = RunReport(runs: [CountRuns.sequential, run])
    #expect(
      report.failure(try Thresholds(parsing: "speedup=0.1"))?
        .contains("the end of the run was not recorded") == true)
    #expect(report.text(Style(width: 300)).contains("its time is none to compare"))
  }
}
