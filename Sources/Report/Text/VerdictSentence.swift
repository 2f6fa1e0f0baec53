import Comparison
import TraceModel

/// What the rounds say about one model, in plain words.
struct VerdictSentence {
  let text: String
  let emphasis: Style.Emphasis

  /// - Parameters:
  ///   - model: Not the baseline.
  ///   - runs: Its traced runs, which say what model it is.
  ///   - baseline: What it is compared with, in words; nil for a sequential
  ///     baseline, against which a model pays or does not.
  ///   - control: The A/A arm; printed beside "inconclusive".
  ///   - afterPaying: Whether an earlier sentence said of another model that it pays.
  init(
    _ model: ModelComparison, of runs: ModelRuns, over baseline: String? = nil,
    control: RatioEstimate?, afterPaying: Bool = false
  ) {
    let words = Words(runs, baseline: baseline, afterPaying: afterPaying)
    guard let speedup = model.speedup else {
      text =
        model.failedRuns == 0
        ? "\(words.name): not measured."
        : "\(words.name): no speedup, \(Quantity.count(model.failedRuns, "run")) failed."
      emphasis = .bad
      return
    }
    let value = speedup.multiple + (model.isExploratory ? " (exploratory)" : "")
    switch model.verdict {
    case .faster:
      text = "\(words.faster): \(value)."
      emphasis = .good
    case .slower:
      text = "\(words.slower): \(value)."
      emphasis = .bad
    case .noDifference:
      text = "\(words.equal): \(value)."
      emphasis = .plain
    case .differenceOfUncertainSize:
      let direction = speedup.ratio > 1 ? "faster" : "slower"
      text = "\(words.name) \(words.are) \(direction), by how much is uncertain: \(value)."
      emphasis = .doubtful
    case .inconclusive(let needed):
      text =
        "\(words.name): inconclusive, \(value); about \(needed) \(Self.units(speedup)) would decide"
        + Self.power(model, control) + "."
      emphasis = .doubtful
    case .baseline, nil:
      text = "\(words.name): \(value)\(Self.shortage(speedup))."
      emphasis = .doubtful
    }
  }

  /// "rounds", or what unpaired runs are counted in.
  private static func units(_ speedup: RatioEstimate) -> String {
    speedup.isPaired ? "rounds" : "runs of each"
  }

  private static func shortage(_ speedup: RatioEstimate) -> String {
    let few = "too few for an interval or a verdict (6 needed)"
    guard !speedup.isPaired else {
      return " in \(Quantity.count(speedup.rounds, "round")), \(few)"
    }
    return ", from \(Quantity.count(speedup.rounds, "run")) of one of them: \(few)"
  }

  /// What these rounds could have shown, and what two equal arms differed by.
  private static func power(_ model: ModelComparison, _ control: RatioEstimate?) -> String {
    var parts: [String] = []
    if let effect = model.minimumDetectableEffect, let speedup = model.speedup {
      let share = Quantity.percent(effect, decimals: effect < 0.1 ? 1 : 0)
      parts.append("\(speedup.rounds) \(units(speedup)) detect \(share)")
    }
    if let low = control?.low, let high = control?.high {
      parts.append("A/A \(Quantity.ratio(low))-\(Quantity.ratio(high))")
    }
    return parts.isEmpty ? "" : " (\(parts.joined(separator: ", ")))"
  }
}

extension VerdictSentence {
  /// The model as a subject, and the clauses that its number and the baseline ask for.
  private struct Words {
    let name: String
    let are: String
    let faster: String
    let slower: String
    let equal: String

    init(_ runs: ModelRuns, baseline: String?, afterPaying: Bool) {
      let model = runs.executionModel
      // A name that a comparison made up is no plural, whatever model stands behind it.
      let subject =
        model.rawValue == runs.model ? model.subject : (text: runs.label, isPlural: false)
      name = subject.text
      are = subject.isPlural ? "are" : "is"
      if let baseline {
        faster = "\(name) \(are) faster than \(baseline)"
        slower = "\(name) \(are) slower than \(baseline)"
        equal = "\(name) \(are) as fast as \(baseline)"
      } else {
        let ending = subject.isPlural ? "" : "s"
        faster = "\(name) pay\(ending)"
        slower = "\(name) cost\(ending) time"
        equal =
          "\(name) \(subject.isPlural ? "do not" : "does not")" + (afterPaying ? "" : " pay")
      }
    }
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
