import Comparison
import Statistics
import TraceFile
import TraceModel

extension ComparisonReport {
  /// The `comparison` of `stretto.report/1`.
  func comparisonJSON(_ advice: Advice) -> JSONValue {
    .object([
      JSONMember("baseline", .string(comparison.baseline)),
      JSONMember("models", .array(comparison.models.map { json($0, advice) })),
      JSONMember("workload", workload.map(JSONValue.string) ?? .null),
      JSONMember("facts", .array(facts.map { .string($0) })),
      JSONMember("tasks", .count(tasks)),
      JSONMember("cores", .count(cores)),
      JSONMember("rounds", .count(comparison.rounds)),
      JSONMember("timing", .string(comparison.isTraced ? "traced" : "untraced")),
      JSONMember("paired", .bool(comparison.isPaired)),
      JSONMember("free_cores", comparison.freeCores?.json ?? .null),
      JSONMember("margin", .number(comparison.margin.share)),
      JSONMember("equality_margin", .number(comparison.margin.equality)),
      JSONMember("control", comparison.control?.json ?? .null),
      JSONMember("notes", .array(notes.map { .string($0) })),
    ])
  }

  private func json(_ model: ModelComparison, _ advice: Advice) -> JSONValue {
    let shown = shownRuns(of: model.model)
    let interval = efficiencyInterval(of: model.model)
    return .object(
      model.members + [
        JSONMember("runs", .array(shown.runs.map { .count($0) })),
        JSONMember("representative_run", .optional(shown.representative)),
        JSONMember("efficiency", .optional(efficiency(of: model.model))),
        JSONMember("efficiency_low", .optional(interval?.low)),
        JSONMember("efficiency_high", .optional(interval?.high)),
        JSONMember("shares", sharesJSON(of: model.model)),
      ] + advice.predictionMembers(of: model.model))
  }
}

extension ModelComparison {
  fileprivate var members: [JSONMember] {
    let verdictWord = (verdict?.word).map(JSONValue.string)
    return
      [
        JSONMember("model", .string(model)),
        JSONMember("rounds", .count((isBaseline ? wall?.count : speedup?.rounds) ?? 0)),
        JSONMember("wall_ns", (wall?.medianNanoseconds).map(JSONValue.integer) ?? .null),
        JSONMember("speedup", .optional(speedup?.ratio)),
        JSONMember("speedup_low", ratioBound(speedup?.low)),
        JSONMember("speedup_high", ratioBound(speedup?.high)),
        JSONMember("verdict", verdictWord ?? .null),
      ] + measurementMembers
  }

  /// An end of the interval: the baseline's is 1 however few rounds there were.
  private func ratioBound(_ bound: Double?) -> JSONValue {
    .optional(isBaseline && speedup != nil ? 1 : bound)
  }

  /// How good the measurement was.
  private var measurementMembers: [JSONMember] {
    var needed: Int?
    if case .inconclusive(let rounds) = verdict { needed = rounds }
    return [
      JSONMember("exploratory", .bool(isExploratory)),
      JSONMember("rounds_needed", .optional(needed)),
      JSONMember("minimum_detectable_effect", .optional(minimumDetectableEffect)),
      JSONMember("wall_min_ns", (wall?.minimumNanoseconds).map(JSONValue.integer) ?? .null),
      JSONMember("cold_ns", coldNanoseconds.map(JSONValue.integer) ?? .null),
      JSONMember("failed_runs", .count(failedRuns)),
      JSONMember("drift", .optional(drift?.change)),
      JSONMember("drift_autocorrelation", .optional(drift?.autocorrelation)),
      JSONMember("outlier_rounds", .array(outliers.map { .count($0.round + 1) })),
      JSONMember("tracer_cost", tracerCost?.json ?? .null),
      JSONMember("restricted", restricted?.json ?? .null),
    ]
  }
}

extension RatioEstimate {
  /// A ratio with its interval; the interval is null with too few rounds.
  var json: JSONValue {
    .object([
      JSONMember("rounds", .count(rounds)),
      JSONMember("ratio", .number(ratio)),
      JSONMember("low", .optional(low)),
      JSONMember("high", .optional(high)),
    ])
  }
}

extension RestrictedSpeedup {
  fileprivate var json: JSONValue {
    .object([
      JSONMember("minimum_free_cores", .number(minimumFreeCores)),
      JSONMember("rounds", .count(rounds)),
      JSONMember("of_rounds", .count(allRounds)),
      JSONMember("speedup", .optional(speedup?.ratio)),
      JSONMember("speedup_low", .optional(speedup?.low)),
      JSONMember("speedup_high", .optional(speedup?.high)),
    ])
  }
}

extension Sample {
  fileprivate var json: JSONValue {
    .object([
      JSONMember("median", .number(median)),
      JSONMember("minimum", .number(minimum)),
      JSONMember("maximum", .number(maximum)),
    ])
  }
}
