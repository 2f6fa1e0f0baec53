import Comparison
import Statistics

extension ComparisonReport {
  /// One line at most on each thing that may be wrong with some models' times.
  var modelRemarks: [String] {
    [driftRemark, outlierRemark, failureRemark].compactMap { $0 }
  }

  private var driftRemark: String? {
    let drifting = comparison.models.compactMap { model -> String? in
      guard let drift = model.drift, drift.exceeds(comparison.margin) else { return nil }
      let sign = drift.change > 0 ? "+" : ""
      return "\(sanitised(model.model)) \(sign)\(Quantity.percent(drift.change, decimals: 0))"
    }
    guard !drifting.isEmpty else { return nil }
    let consequence =
      comparison.isPaired
      ? "the speedups are paired and stand" : "the speedups are not paired: it is in them"
    return "times drifted over the \(comparison.isPaired ? "rounds" : "runs"): "
      + "\(drifting.joined(separator: ", ")); \(consequence)."
  }

  /// Outliers are flagged and kept (METHOD 11.7).
  private var outlierRemark: String? {
    let flagged = comparison.models.filter { !$0.outliers.isEmpty }
    guard !flagged.isEmpty else { return nil }
    let unit = comparison.isPaired ? "round" : "run"
    let places = flagged.map { model in
      let rounds = model.outliers.map { "\($0.round + 1)\($0.severity == .severe ? "!" : "")" }
      return "\(sanitised(model.model)) \(rounds.joined(separator: ", "))"
    }
    let isSevere = flagged.contains { $0.outliers.contains { $0.severity == .severe } }
    let isFirst = flagged.contains { $0.outliers.contains { $0.round == 0 } }
    return "out of line, but kept, in \(unit): \(places.joined(separator: "; "))"
      + (isSevere ? " (! far out)" : "")
      + (isFirst ? "; the first \(unit) stands out: warm up for longer." : ".")
  }

  private var failureRemark: String? {
    let failed = comparison.models.filter { $0.failedRuns > 0 }
      .map { "\(sanitised($0.model)) \($0.failedRuns)" }
    guard !failed.isEmpty else { return nil }
    let why = comparison.isTraced ? "whose end was not recorded" : "that failed"
    return "left out runs \(why): \(failed.joined(separator: ", "))."
  }
}
