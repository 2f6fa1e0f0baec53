import Comparison
import TraceModel

/// What the rounds say about one model, in plain words.
struct VerdictSentence {
  let text: String
  let emphasis: Style.Emphasis

  /// - Parameters:
  ///   - model: Not the baseline.
  ///   - control: The A/A arm; printed beside "inconclusive".
  ///   - afterPaying: Whether an earlier sentence said of another model that it pays.
  init(_ model: ModelComparison, control: RatioEstimate?, afterPaying: Bool = false) {
    let subject = ExecutionModel(rawValue: model.model).subject
    let (name, plural) = (subject.text, subject.isPlural)
    guard let speedup = model.speedup else {
      text =
        model.failedRuns == 0
        ? "\(name): not measured."
        : "\(name): no speedup, \(Quantity.count(model.failedRuns, "run")) failed."
      emphasis = .bad
      return
    }
    let value = speedup.multiple
    let exploratory = model.isExploratory ? " (exploratory)" : ""
    switch model.verdict {
    case .faster:
      text = "\(name) pay\(plural ? "" : "s"): \(value)\(exploratory)."
      emphasis = .good
    case .slower:
      text = "\(name) cost\(plural ? "" : "s") time: \(value)\(exploratory)."
      emphasis = .bad
    case .noDifference:
      let verb = (plural ? "do not" : "does not") + (afterPaying ? "" : " pay")
      text = "\(name) \(verb): \(value)\(exploratory)."
      emphasis = .plain
    case .differenceOfUncertainSize:
      let direction = speedup.ratio > 1 ? "faster" : "slower"
      text =
        "\(name) \(plural ? "are" : "is") \(direction), by how much is uncertain: "
        + "\(value)\(exploratory)."
      emphasis = .doubtful
    case .inconclusive(let needed):
      text =
        "\(name): inconclusive, \(value); about \(needed) rounds would decide"
        + Self.power(model, control) + "."
      emphasis = .doubtful
    case .baseline, nil:
      text =
        "\(name): \(value) in \(Quantity.count(speedup.rounds, "round")), "
        + "too few for an interval or a verdict (6 needed)."
      emphasis = .doubtful
    }
  }

  /// What these rounds could have shown, and what two equal arms differed by.
  private static func power(_ model: ModelComparison, _ control: RatioEstimate?) -> String {
    var parts: [String] = []
    if let effect = model.minimumDetectableEffect {
      let share = Quantity.percent(effect, decimals: effect < 0.1 ? 1 : 0)
      parts.append("\(Quantity.count(model.speedup?.rounds ?? 0, "round")) detect \(share)")
    }
    if let low = control?.low, let high = control?.high {
      parts.append("A/A \(Quantity.ratio(low))-\(Quantity.ratio(high))")
    }
    return parts.isEmpty ? "" : " (\(parts.joined(separator: ", ")))"
  }
}

extension RatioEstimate {
  /// "1.93x (1.90-1.95)", without the interval where there is none.
  var multiple: String { "\(Quantity.ratio(ratio))x\(intervalText)" }

  /// " (1.90-1.95)", or nothing where there is no interval.
  var intervalText: String {
    guard let low, let high else { return "" }
    return " (\(Quantity.ratio(low))-\(Quantity.ratio(high)))"
  }
}
