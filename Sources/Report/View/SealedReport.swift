package import Analysis
import Comparison
import Statistics
import TraceFile
import TraceModel

/// The comparison that a trace's metadata holds, with the traced runs of the same file.
///
/// `compare` seals its report into the trace that it writes; what was measured untraced stands only
/// there. The figures of the traced runs are then those of one run of each model.
package struct SealedReport: Sendable {
  package let report: ComparisonReport
  /// The place of each model's run among those given.
  package let runs: [String: Int]

  /// Reads a `stretto.report/1` document.
  ///
  /// - Parameters:
  ///   - document: JSON text from a trace: untrusted.
  ///   - analyses: The file's runs, each against the baseline.
  ///
  /// Nil where it holds no comparison of untraced runs, or of others than these.
  package init?(_ document: [UInt8], _ analyses: [RunAnalysis]) {
    guard let document = try? JSONValue(parsing: document, maximumDepth: 24),
      document["schema"]?.text == ReportJSON.schema, let sealed = document["comparison"],
      sealed["timing"]?.text != "traced", let models = sealed["models"]?.elements,
      let baseline = sealed["baseline"]?.text, (1...64).contains(models.count)
    else { return nil }
    let isPaired = sealed["paired"]?.truth ?? true
    let entries = models.compactMap { ModelComparison($0, baseline, isPaired: isPaired) }
    var runs: [String: Int] = [:]
    for (place, run) in analyses.enumerated() {
      let name = run.run.isEmpty ? run.model.rawValue : run.run
      guard runs.updateValue(place, forKey: name) == nil else { return nil }
    }
    guard entries.count == models.count, Set(runs.keys).isSubset(of: entries.map(\.model)) else {
      return nil
    }
    self.runs = runs
    report = ComparisonReport(
      workload: sealed["workload"]?.text, tasks: sealed["tasks"]?.smallInteger ?? 0,
      cores: sealed["cores"]?.smallInteger ?? analyses.map(\.cores).max() ?? 1,
      facts: (sealed["facts"]?.elements ?? []).compactMap(\.text),
      comparison: WorkloadComparison(
        reported: baseline, rounds: sealed["rounds"]?.smallInteger ?? 0, isPaired: isPaired,
        freeCores: sealed["free_cores"].flatMap(Self.sample),
        control: sealed["control"].flatMap { RatioEstimate($0, isPaired: isPaired) },
        margin: sealed["equality_margin"]?.double ?? 0.05, models: entries),
      models: entries.compactMap { entry in
        runs[entry.model].map { ModelRuns(model: entry.model, runs: [analyses[$0]]) }
      },
      notes: (sealed["notes"]?.elements ?? []).compactMap(\.text))
  }

  /// Three numbers that have the same median, minimum and maximum.
  private static func sample(_ json: JSONValue) -> Sample? {
    let values = ["minimum", "median", "maximum"].compactMap { json[$0]?.double }
    return values.count == 3 ? Sample(values) : nil
  }
}

extension RatioEstimate {
  fileprivate init?(_ json: JSONValue, isPaired: Bool) {
    guard let ratio = json["ratio"]?.double else { return nil }
    self.init(
      reported: ratio, low: json["low"]?.double, high: json["high"]?.double,
      rounds: json["rounds"]?.smallInteger ?? 0, isPaired: isPaired)
  }

  /// A speedup, whose members have other names.
  fileprivate init?(speedup json: JSONValue, isPaired: Bool) {
    guard let ratio = json["speedup"]?.double else { return nil }
    self.init(
      reported: ratio, low: json["speedup_low"]?.double, high: json["speedup_high"]?.double,
      rounds: json["rounds"]?.smallInteger ?? 0, isPaired: isPaired)
  }
}

extension ModelComparison {
  fileprivate init?(_ json: JSONValue, _ baseline: String, isPaired: Bool) {
    guard let model = json["model"]?.text else { return nil }
    self.init(
      reported: model, isBaseline: model == baseline,
      failedRuns: json["failed_runs"]?.smallInteger ?? 0)
    if let median = json["wall_ns"]?.integer, median > 0 {
      wall = WallTimes(
        count: json["rounds"]?.smallInteger ?? 0, medianNanoseconds: median,
        minimumNanoseconds: json["wall_min_ns"]?.integer ?? median)
    }
    coldNanoseconds = json["cold_ns"]?.integer
    speedup = RatioEstimate(speedup: json, isPaired: isPaired)
    verdict = json["verdict"]?.text.flatMap {
      Verdict(word: $0, roundsNeeded: json["rounds_needed"]?.smallInteger)
    }
    isExploratory = json["exploratory"]?.truth ?? false
    minimumDetectableEffect = json["minimum_detectable_effect"]?.double
    drift = json["drift"]?.double.map {
      Drift(change: $0, autocorrelation: json["drift_autocorrelation"]?.double)
    }
    tracerCost = json["tracer_cost"].flatMap { RatioEstimate($0, isPaired: isPaired) }
    if let free = json["restricted"]?["minimum_free_cores"]?.double {
      restricted = RestrictedSpeedup(
        reported: json["restricted"].flatMap { RatioEstimate(speedup: $0, isPaired: isPaired) },
        minimumFreeCores: free, allRounds: json["restricted"]?["of_rounds"]?.smallInteger ?? 0)
    }
  }
}

extension JSONValue {
  /// A count: what is no whole number, negative or absurd is none.
  fileprivate var smallInteger: Int? {
    integer.flatMap { (0...1_000_000_000).contains($0) ? Int($0) : nil }
  }
}
