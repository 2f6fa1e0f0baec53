import Analysis
import Comparison

/// What a run must reach for a build to pass: `--fail-below`.
///
/// Efficiency is the useful share of the binding resource (METHOD 4.6), speedup
/// the lower bound where there is one.
package struct Thresholds: Hashable, Sendable {
  package private(set) var efficiency: Double?
  package private(set) var speedup: Double?

  /// Reads "efficiency=0.7,speedup=1.5"; either may be left out.
  ///
  /// - Parameter text: Names and plain numbers.
  /// - Throws: `ThresholdError` with one sentence on what cannot be read.
  package init(parsing text: String) throws(ThresholdError) {
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let sides = part.split(separator: "=", omittingEmptySubsequences: false)
        .map { String($0.trimmingPrefix { $0 == " " }) }
      guard sides.count == 2 else { throw ThresholdError(text, "each part is NAME=NUMBER") }
      guard let value = Double(sides[1]), value.isFinite, value >= 0 else {
        throw ThresholdError(text, "\"\(sanitised(sides[1]))\" is no number from 0 on")
      }
      switch (sides[0], efficiency, speedup) {
      case ("efficiency", nil, _): efficiency = value
      case ("speedup", _, nil): speedup = value
      case ("efficiency", _, _), ("speedup", _, _):
        throw ThresholdError(text, "\(sides[0]) is given twice")
      default:
        throw ThresholdError(text, "\"\(sanitised(sides[0]))\" is neither efficiency nor speedup")
      }
    }
  }
}

/// Why thresholds cannot be read.
package struct ThresholdError: Error, CustomStringConvertible {
  package let description: String

  init(_ text: String, _ reason: String) {
    description =
      "--fail-below \(sanitised(text)) cannot be read: \(reason); write for example "
      + "efficiency=0.7,speedup=1.5"
  }
}

extension Thresholds {
  /// What one run or model reached.
  struct Reached {
    var name: String
    var efficiency: Double?
    var speedup: Double?
    /// What stands for the speedup: "lower bound", or one run's own figure.
    var speedupKind: String
    /// Why there is no speedup, as a clause.
    var missingSpeedup: String
  }

  /// One sentence on all that is below, or undefined; nil when every threshold is met.
  func failure(_ all: [Reached]) -> String? {
    guard !all.isEmpty else {
      return "nothing to hold against the thresholds: there is no run"
    }
    let problems = all.flatMap { reached in
      [
        problem(
          reached.name, "efficiency", reached.efficiency, below: efficiency, kind: "",
          missing: "its ledger is empty or was not recorded"),
        problem(
          reached.name, "speedup", reached.speedup, below: speedup, kind: reached.speedupKind,
          missing: reached.missingSpeedup),
      ].compactMap { $0 }
    }
    return problems.isEmpty ? nil : "below the threshold: \(problems.joined(separator: "; "))"
  }

  private func problem(
    _ name: String, _ figure: String, _ value: Double?, below limit: Double?, kind: String,
    missing: String
  ) -> String? {
    guard let limit else { return nil }
    guard let value else { return "\(name) has no \(figure) (\(missing))" }
    guard value < limit else { return nil }
    // Rounded down, so that what is below a limit never reads as if it reached it.
    let shown = Quantity.fixed((value * 1_000).rounded(.down) / 1_000, 3)
    return "\(name) has \(figure) \(shown)\(kind.isEmpty ? "" : " (\(kind))"), "
      + "not \(Quantity.fixed(limit, 3))"
  }
}

extension RunReport {
  /// Holds every run but the baseline against thresholds; a baseline alone is held itself.
  ///
  /// - Parameter thresholds: What the user asked for.
  /// - Returns: One sentence on what was not reached, or nil.
  package func failure(_ thresholds: Thresholds) -> String? {
    let others = runs.indices.filter { $0 != baseline }
    let held = others.isEmpty ? Array(runs.indices) : others
    return thresholds.failure(
      held.map { index in
        let run = runs[index]
        return Thresholds.Reached(
          name: label(of: index), efficiency: run.usefulShare, speedup: run.speedup,
          speedupKind: "one run",
          missingSpeedup: missingSpeedup(run))
      })
  }
}

extension RunReport {
  /// Why a run has no speedup, as a clause.
  private func missingSpeedup(_ run: RunAnalysis) -> String {
    if run.trust.isCut { return "the end of the run was not recorded" }
    guard let baseline else { return "there is no sequential run to compare with: --baseline" }
    return runs[baseline].trust.isCut
      ? "the end of the baseline was not recorded" : "one of the runs has no length"
  }
}

extension ComparisonReport {
  /// Holds every model but the baseline against thresholds.
  ///
  /// - Parameter thresholds: What the user asked for.
  /// - Returns: One sentence on what was not reached, or nil.
  package func failure(_ thresholds: Thresholds) -> String? {
    let others = comparison.models.filter { !$0.isBaseline }
    return thresholds.failure(
      (others.isEmpty ? comparison.models : others).map { model in
        let few = "\(Quantity.count(model.speedup?.rounds ?? 0, "round")), no interval"
        return Thresholds.Reached(
          name: runs(of: model.model).label, efficiency: efficiency(of: model.model),
          speedup: model.speedup.map { $0.low ?? $0.ratio },
          speedupKind: model.speedup?.low == nil ? few : "lower bound",
          missingSpeedup: "no round has both its time and the baseline's")
      })
  }
}
