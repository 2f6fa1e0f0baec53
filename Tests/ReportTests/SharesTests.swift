import Statistics
import Testing
import TraceFile
import TraceModel

@testable import Analysis
@testable import Report

@Suite struct `Rounded shares` {
  @Test func `add up exactly, whatever the parts`() {
    var generator = SplitMix64(seed: 3)
    for _ in 0..<2_000 {
      let count = Int.random(in: 1...21, using: &generator)
      let parts = (0..<count).map { _ in
        Double(
          Int64.random(
            in: 0...(1 << Int64.random(in: 1...60, using: &generator)), using: &generator))
      }
      guard parts.reduce(0, +) > 0 else { continue }
      for units in [100, 1_000] {
        let rounded = roundedShares(parts, units: units)
        #expect(rounded.reduce(0, +) == units)
        #expect(rounded.allSatisfy { $0 >= 0 })
        let whole = parts.reduce(0, +)
        for (part, share) in zip(parts, rounded) {
          #expect(abs(part / whole * Double(units) - Double(share)) < 1.000_001)
        }
      }
    }
  }

  @Test func `give what is missing to the largest remainders`() {
    #expect(roundedShares([1, 1, 1]) == [34, 33, 33])
    #expect(roundedShares([33.4, 33.3, 33.3], units: 1_000) == [334, 333, 333])
    #expect(roundedShares([0.5, 99.5]) == [1, 99])
    #expect(roundedShares([0.2, 0.2, 99.6]) == [0, 0, 100])
  }

  @Test func `add up with a negative part among them`() {
    #expect(roundedShares([97.5, -2.5, 5]) == [98, -3, 5])
  }

  @Test func `are nothing of nothing`() {
    #expect(roundedShares([]) == [])
    #expect(roundedShares([0, 0]) == [0, 0])
    #expect(roundedShares([.infinity, 1]) == [0, 0])
  }
}

@Suite struct `Where the capacity went` {
  static func items(_ run: RunAnalysis, _ resource: Bounds.Resource) -> [String] {
    CapacityShares(run, of: resource)?.items().map { "\($0.label) \($0.units)" } ?? []
  }

  @Test func `splits work into the baseline's and inflation`() {
    #expect(
      Self.items(CountRuns.threads, .cores) == ["work 96", "inflation 2", "tail 1", "startup 1"])
    var alone = CountRuns.threads
    alone.inflation = nil
    #expect(Self.items(alone, .cores) == ["work 98", "tail 1", "startup 1"])
  }

  @Test func `keeps the sum when there was less work than in the baseline`() throws {
    var run = CountRuns.async
    run.inflation?.usefulCPU = .milliseconds(4_400)
    #expect(Self.items(run, .cores) == ["work 55", "loop 38", "tail 12", "inflation -5"])
    let shares = try #require(CapacityShares(run, of: .cores))
    #expect(abs(shares.shares.values.reduce(0, +) - 1) < 1e-12)
    #expect(abs(shares.useful - 0.55) < 1e-12)
  }

  @Test func `counts io as progress on slots and as a loss on cores`() throws {
    let slots = try #require(CapacityShares(FetchRuns.threads, of: .slots))
    #expect(abs(slots.useful - 3_000.0 / 3_060) < 1e-12)
    #expect(Self.items(FetchRuns.threads, .cores) == ["work 3", "io 95", "run queue 1", "other 1"])
  }

  @Test func `follows the critical path where latency binds`() {
    var run = CountRuns.threads
    #expect(Self.items(run, .latency) == [])
    run.criticalPath = Ledger(milliseconds: [.work: 1_900, .coord: 80, .startup: 100])
    #expect(Self.items(run, .latency) == ["work 91", "coordinator 4", "startup 5"])
  }

  @Test func `shows six rows and folds the rest`() {
    var run = CountRuns.threads
    run.inflation = nil
    run.coreLedger = Ledger(milliseconds: [
      .work: 2_000, .gil: 800, .runq: 500, .loop: 300, .startup: 200, .dispatch: 150, .tail: 30,
      .teardown: 20,
    ])
    #expect(
      Self.items(run, .cores) == [
        "work 50", "GIL 20", "run queue 13", "loop 7", "startup 5", "dispatch 4", "other 1",
      ])
  }

  @Test func `is the mean of the rounds' shares, not the share of their sums`() throws {
    var short = CountRuns.async
    short.inflation = nil
    var long = short
    short.coreLedger = Ledger(milliseconds: [.work: 90, .tail: 10])
    long.coreLedger = Ledger(milliseconds: [.work: 1_000, .tail: 1_000])
    let runs = ModelRuns(model: "async", runs: [short, long])
    let shares = try #require(CapacityShares(runs, of: .cores))
    #expect(abs(shares.useful - 0.7) < 1e-12)
  }

  @Test func `is asked of the fastest model, the baseline aside`() {
    #expect(ComparisonReport.count.headline?.resource == .cores)
    #expect(ComparisonReport.count.headline?.standing == "in the fastest model, threads")
    #expect(ComparisonReport.fetch.headline?.resource == .slots)
    var slow = ComparisonReport.of(
      "count", tasks: 4, runs: [CountRuns.sequential, CountRuns.async])
    #expect(slow.headline?.standing == "in async, though nothing is faster than the baseline")
    slow.models = []
    #expect(slow.headline == nil)
    #expect(slow.text().contains("no run was traced"))
  }

  @Test func `falls back on slots, and says so, where a run has no critical path`() {
    var run = FetchRuns.threads
    run.bounds?.binding = .latency
    let report = RunReport(runs: [FetchRuns.sequential, run])
    #expect(report.text(Style(width: 400)).contains("not every run has a critical path"))
  }

  @Test func `has an interval over six traced rounds, and mean shares that add up`() throws {
    var report = ComparisonReport.of(
      "count", tasks: 4, runs: [CountRuns.sequential, CountRuns.async])
    #expect(report.efficiencyInterval(of: "async") == nil)
    let runs = (0..<8).map { round -> RunAnalysis in
      var run = CountRuns.async
      run.inflation = nil
      run.coreLedger = Ledger(milliseconds: [
        .work: 4_000 + 100 * Int64(round), .loop: 3_000 - 100 * Int64(round), .tail: 1_000,
      ])
      return run
    }
    report.models[1] = ModelRuns(model: "async", runs: runs)
    let interval = try #require(report.efficiencyInterval(of: "async"))
    // Shares from 0.5 to 0.5875, their mean 0.54375.
    #expect(interval.contains(0.543_75))
    #expect(interval.low > 0.52 && interval.high < 0.57)
    let model = try #require(report.json["comparison"]?["models"]?.elements?.last)
    let shares = try #require(model["shares"]?.members)
    #expect(shares.map(\.key) == ["loop", "tail", "work"])
    #expect(abs(shares.compactMap(\.value.double).reduce(0, +) - 1) < 1e-12)
    #expect(model["efficiency_low"]?.double == interval.low)
  }

  @Test func `gives the efficiency that a threshold is held against`() throws {
    let report = ComparisonReport.count
    let efficiency = try #require(report.efficiency(of: "threads"))
    #expect(abs(efficiency - 4_000.0 / 4_160) < 1e-12)
    #expect(report.efficiency(of: "actor") == nil)
  }
}
