import Comparison
import Statistics

extension ComparisonReport {
  func trust(_ style: Style) -> [String] {
    let line = TrustLine(
      runs: models.flatMap(\.runs), tracerCost: tracerCost,
      failedRuns: comparison.models.reduce(0) { $0 + $1.failedRuns })
    return line.lines(style)
  }

  /// The cost in the model that paid most; a negative one is noise and shown as such.
  private var tracerCost: String? {
    let costs = comparison.models.compactMap { model in
      model.tracerCost.map { (model: model.model, cost: $0) }
    }
    guard let most = costs.max(by: { $0.cost.ratio < $1.cost.ratio }) else { return nil }
    let share = Quantity.percent(most.cost.ratio - 1)
    guard let low = most.cost.low, let high = most.cost.high else { return share }
    return "at most \(share) (\(Quantity.fixed((low - 1) * 100, 1)) to "
      + "\(Quantity.fixed((high - 1) * 100, 1)), \(sanitised(most.model)))"
  }

  /// What a reader must know about the rounds, the models and the traces.
  func remarks(_ style: Style) -> [String] {
    var sentences = roundRemarks
    for model in comparison.models { sentences += remarks(on: model) }
    if comparison.models.contains(where: \.isExploratory) {
      sentences.append(
        "exploratory: holds alone, but not together with the other verdicts (Holm, 95 %).")
    }
    if models.contains(where: { if case .fromCPUTime = Progress($0) { true } else { false } }) {
      sentences.append(Progress.cpuTimeNote)
    }
    sentences += traceRemarks + notes
    return style.notes(sentences)
  }

  private var roundRemarks: [String] {
    var sentences: [String] = []
    if let restricted = restrictedRemark { sentences.append(restricted) }
    if comparison.rounds < Sample.fewestForMedianInterval {
      sentences.append(
        "\(Quantity.count(comparison.rounds, "round")): at least 6 are needed for an interval.")
    }
    if comparison.controlDiffers, let control = comparison.control {
      sentences.append(
        "the baseline differs from itself, \(control.multiple) (A/A): distrust small differences.")
    }
    if comparison.margin.share > 0.0501 {
      sentences.append(
        "differences up to \(Quantity.percent(comparison.margin.share, decimals: 0)) count as "
          + "none: that is twice what two equal arms scatter by (A/A).")
    }
    return sentences
  }

  /// The speedups of the rounds in which the machine was free, with how many those are.
  private var restrictedRemark: String? {
    let restricted = comparison.models.compactMap { model in
      model.restricted.map { (model: model.model, value: $0) }
    }
    guard let first = restricted.first?.value else { return nil }
    let cores = "\(Quantity.fixed(first.minimumFreeCores, 1)) of \(cores) cores free"
    let most = restricted.map(\.value.rounds).max() ?? 0
    guard most > 0 else {
      return "no round of \(first.allRounds) had at least \(cores): the speedups are what the "
        + "free cores allowed."
    }
    let values = restricted.compactMap { entry in
      entry.value.speedup.map { speedup in
        let short = speedup.rounds == most ? "" : " in \(speedup.rounds)"
        return "\(sanitised(entry.model)) \(speedup.multiple)\(short)"
      }
    }
    return "in the \(most) of \(first.allRounds) rounds with at least \(cores): "
      + values.joined(separator: ", ") + "."
  }

  private func remarks(on model: ModelComparison) -> [String] {
    let name = sanitised(model.model)
    var sentences: [String] = []
    if let drift = model.drift, drift.exceeds(comparison.margin) {
      let neighbours =
        drift.autocorrelation.map { ", lag-1 autocorrelation \(Quantity.fixed($0, 2))" } ?? ""
      sentences.append(
        "\(name) drifted by \(Quantity.percent(drift.change, decimals: 0)) over the rounds"
          + "\(neighbours); the speedups are paired and stand.")
    }
    if !model.outliers.isEmpty {
      let rounds = model.outliers.map { "\($0.round + 1)\($0.severity == .severe ? "!" : "")" }
      let advice =
        model.outliers.contains { $0.round == 0 } ? " (the first: warm up for longer)" : ""
      sentences.append(
        "\(name) was out of line in \(rounds.count == 1 ? "round" : "rounds") "
          + "\(rounds.joined(separator: ", "))\(advice); kept.")
    }
    if model.failedRuns > 0 {
      sentences.append(
        "\(Quantity.count(model.failedRuns, "run")) of \(name) failed; their rounds do not "
          + "count for it.")
    }
    return sentences
  }

  private var traceRemarks: [String] {
    models.flatMap { runs in
      runs.runs.flatMap(\.remarks).map { "\(sanitised(runs.model)): \($0)" }
    }
  }
}
