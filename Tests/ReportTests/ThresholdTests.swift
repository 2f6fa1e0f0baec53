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
    // The estimate is 1.926, the interval begins at 1.925.
    let report = ComparisonReport.of(
      "count", tasks: 4, runs: [CountRuns.sequential, CountRuns.threads])
    let low = try #require(report.comparison["threads"]?.speedup?.low)
    #expect(report.failure(try Thresholds(parsing: "speedup=\(low)")) == nil)
    let sentence = report.failure(try Thresholds(parsing: "speedup=\(low + 0.001)"))
    #expect(sentence?.hasPrefix("below the threshold: threads x4 has speedup 1.9") == true)
    #expect(sentence?.contains("(lower bound)") == true)
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
