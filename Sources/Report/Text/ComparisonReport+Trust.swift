import Analysis
import Comparison
import Statistics
import TraceModel

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
    sentences += [Progress.note(on: models), baselineRemark, costRemark].compactMap { $0 }
    sentences += models.compactMap(Progress.shortfall)
    sentences += traceRemarks + notes
    return style.notes(sentences)
  }

  private var roundRemarks: [String] {
    var sentences: [String] = []
    if let restricted = restrictedRemark { sentences.append(restricted) }
    if let cold = coldRemark { sentences.append(cold) }
    if comparison.rounds < Sample.fewestForMedianInterval {
      sentences.append(
        "\(Quantity.count(comparison.rounds, "round")): at least 6 are needed for an interval.")
    }
    if comparison.controlDiffers, let control = comparison.control {
      sentences.append(
        "the baseline differs from itself, \(control.multiple) (A/A): distrust small differences.")
    }
    if comparison.margin.share > comparison.margin.equality {
      sentences.append(
        "only differences beyond \(Quantity.percent(comparison.margin.share, decimals: 0)) count: "
          + "that is twice what two equal arms scatter by (A/A).")
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
    guard most < first.allRounds else { return "all \(most) rounds had at least \(cores)." }
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
        "\(name): left out \(Quantity.count(model.failedRuns, "run")) that failed.")
    }
    return sentences
  }

  /// The discarded first round: what a first start costs.
  private var coldRemark: String? {
    let cold = comparison.models.compactMap { model in
      model.coldNanoseconds.map {
        "\(sanitised(model.model)) \(Quantity.duration(Nanoseconds($0)))"
      }
    }
    return cold.isEmpty ? nil : "cold (the warm-up round): \(cold.joined(separator: ", "))."
  }

  /// What the baseline took beyond its tasks' own time, when it shows (METHOD 4.6).
  private var baselineRemark: String? {
    let overhead = runs(of: comparison.baseline).mean { run in
      let useful = run.slotLedger[.work] + run.slotLedger[.io]
      guard useful.count > 0 else { return nil }
      return Double(run.makespan.count) / Double(useful.count)
    }
    guard let overhead, overhead > 1.02 else { return nil }
    return "the baseline itself took \(Quantity.ratio(overhead)) x its tasks' own time."
  }

  /// Rows smaller than what tracing costs mean nothing (METHOD 11.9).
  private var costRemark: String? {
    let most = comparison.models.compactMap(\.tracerCost?.ratio).max() ?? 1
    guard most > 1.01 else { return nil }
    return "tracing cost up to \(Quantity.percent(most - 1)): smaller shares may be its doing."
  }

  private var traceRemarks: [String] {
    models.flatMap { runs in
      runs.runs.flatMap(\.remarks).map { "\(sanitised(runs.model)): \($0)" }
    }
  }
}
