import Analysis
import Comparison
import Report
import Testing

@Suite struct `A threshold` {
  static let readable: [(String, Double?, Double?)] = [
    ("efficiency=0.7,speedup=1.5", 0.7, 1.5), ("speedup=2", nil, 2), ("efficiency=0", 0, nil),
    ("speedup= 1.5, efficiency=1", 1, 1.5),
  ]

  @Test(arguments: readable)
  func `is read`(text: String, efficiency: Double?, speedup: Double?) throws {
    let thresholds = try Thresholds(parsing: text)
    #expect(thresholds.efficiency == efficiency)
    #expect(thresholds.speedup == speedup)
  }

  @Test(arguments: [
    "", "efficiency", "efficiency=", "efficiency=high", "efficiency=-1", "speedup=nan",
    "speedup=inf", "speed=1", "speedup=1,speedup=2", "speedup=1,", "speedup=1=2",
    "speedup=\u{1B}[2J",
  ])
  func `that cannot be read is refused with the reason`(text: String) {
    #expect {
      try Thresholds(parsing: text)
    } throws: { error in
      "\(error)".contains("write for example efficiency=0.7,speedup=1.5")
        && !"\(error)".unicodeScalars.contains("\u{1B}")
    }
  }

  @Test func `is held against the lower bound where there is one`() throws {
    // Speedups 1.80, 1.84, … 2.24: the interval begins at the third smallest, the median is 2.02.
    let report = ComparisonReport.of(
      "count", tasks: 4, runs: [CountRuns.sequential, CountRuns.threads]
    ) { set in
      for index in set.rounds.indices {
        set.rounds[index].set("sequential", .untraced, 4e9)
        set.rounds[index].set("threads", .untraced, 4e9 / (1.8 + 0.04 * Double(index)))
      }
    }
    #expect(report.failure(try Thresholds(parsing: "speedup=1.879")) == nil)
    #expect(
      report.failure(try Thresholds(parsing: "speedup=1.95"))
        == "below the threshold: threads x4 has speedup 1.880 (lower bound), not 1.950")
    let few = ComparisonReport.of(
      "count", tasks: 4, runs: [CountRuns.sequential, CountRuns.threads], rounds: 3)
    #expect(
      few.failure(try Thresholds(parsing: "speedup=3"))?.contains("3 rounds, no interval") == true)
  }

  @Test func `holds every model but the baseline`() throws {
    let thresholds = try Thresholds(parsing: "efficiency=0.7")
    let sentence = try #require(ComparisonReport.count.failure(thresholds))
    #expect(sentence == "below the threshold: async has efficiency 0.500, not 0.700")
  }

  @Test func `holds the runs of a report by the share of what binds in each`() throws {
    let report = RunReport(runs: [FetchRuns.sequential, FetchRuns.threads])
    // 3 000 of 3 060 ms of slots; of the cores it would be a thirtieth.
    #expect(report.failure(try Thresholds(parsing: "efficiency=0.98,speedup=2.9")) == nil)
    #expect(
      report.failure(try Thresholds(parsing: "efficiency=0.981"))
        == "below the threshold: threads x3 has efficiency 0.980, not 0.981")
  }

  @Test func `is not met by a figure that is undefined`() throws {
    var run = CountRuns.threads
    run.speedup = nil
    let sentence = RunReport(runs: [run]).failure(try Thresholds(parsing: "speedup=0"))
    #expect(
      sentence
        == "below the threshold: threads x4 has no speedup (there is no sequential run to compare "
        + "with: --baseline)")
    #expect(
      RunReport(runs: []).failure(try Thresholds(parsing: "efficiency=0.1"))
        == "nothing to hold against the thresholds: there is no run")
    var empty = CountRuns.threads
    empty.coreLedger = Ledger()
    #expect(
      RunReport(runs: [empty]).failure(try Thresholds(parsing: "efficiency=0"))?
        .contains("its ledger is empty") == true)
  }

  @Test func `never reads as reached when it was not`() throws {
    var run = CountRuns.threads
    run.speedup = 1.499_99
    #expect(
      RunReport(runs: [run], baseline: nil).failure(try Thresholds(parsing: "speedup=1.5"))?
        .contains("speedup 1.499 (one run), not 1.500") == true)
  }
}
