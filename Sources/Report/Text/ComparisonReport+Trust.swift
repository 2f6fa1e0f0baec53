import Analysis
import Comparison
import Statistics
import TraceModel

extension ComparisonReport {
  /// How far the traced figures can be trusted, in one line.
  func trust(_ style: Style) -> [String] { trustLine.lines(style) }

  var trustLine: TrustLine {
    TrustLine(
      runs: models.flatMap(\.runs), tracerCost: tracerCost,
      control: comparison.control?.multiple,
      failedRuns: comparison.isTraced
        ? nil : comparison.models.reduce(0) { $0 + $1.failedRuns })
  }

  /// The cost in the model that paid most; a negative one is noise and shown as such.
  private var tracerCost: String? {
    if comparison.isTraced { return "in the times" }
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
  func remarks(_ style: Style) -> [String] { style.notes(remarks) }

  /// The same as whole sentences, in the order of their weight.
  var remarks: [String] {
    var sentences = [takenWork].compactMap { $0 } + timingRemarks + roundRemarks + modelRemarks
    if comparison.models.contains(where: \.isExploratory) {
      sentences.append(
        "exploratory: holds alone, but not together with the other verdicts (Holm, 95 %).")
    }
    sentences += [Progress.note(on: models), baselineRemark, costRemark].compactMap { $0 }
    sentences += models.compactMap(Progress.shortfall)
    return sentences + traceRemarks + notes
  }

  /// That times of traced runs hold what tracing costs, and of unpaired ones the drift.
  private var timingRemarks: [String] {
    guard comparison.isTraced else { return [] }
    var sentences = [
      "the times are those of the traced runs, tracing included; `stretto compare` measures "
        + "untraced ones in the same rounds."
    ]
    if !comparison.isPaired {
      sentences.append(
        "not paired by round: each run is compared with each of the baseline, and what the machine "
          + "did in between is in the difference.")
    }
    return sentences
  }

  private var roundRemarks: [String] {
    var sentences = [busyRemark].compactMap { $0 }
    if let restricted = restrictedRemark { sentences.append(restricted) }
    if let cold = coldRemark { sentences.append(cold) }
    if comparison.rounds < Sample.fewestForMedianInterval {
      let unit = comparison.isPaired ? "round" : "run"
      sentences.append(
        "\(Quantity.count(comparison.rounds, unit)): at least 6 are needed for an interval.")
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

  /// That other programs took cores, with less than 80 % of them free.
  private var busyRemark: String? {
    guard let free = comparison.freeCores?.median, free < 0.8 * Double(cores) else { return nil }
    return "the machine was busy, \(Quantity.fixed(free, 2)) of \(cores) cores free (median): "
      + "inflation and efficiency include the load of other programs."
  }

  /// The speedups of the rounds in which the machine was free, where they tell anything else.
  private var restrictedRemark: String? {
    let restricted = comparison.models.compactMap { model in
      model.restricted.map { (model: model, value: $0) }
    }
    guard let first = restricted.first?.value else { return nil }
    let cores = "\(Quantity.fixed(first.minimumFreeCores, 1)) of \(cores) cores free"
    let most = restricted.map(\.value.rounds).max() ?? 0
    guard most > 0 else {
      let rounds = first.allRounds
      let none = rounds == 1 ? "the 1 round did not have" : "no round of \(rounds) had"
      return "\(none) at least \(cores): the speedups are what the free cores allowed."
    }
    guard most < first.allRounds else {
      return "\(most == 1 ? "the 1 round" : "all \(most) rounds") had at least \(cores)."
    }
    let rounds = "in the \(most) of \(first.allRounds) rounds with at least \(cores)"
    let values = restricted.compactMap { entry -> String? in
      guard let speedup = entry.value.speedup, let all = entry.model.speedup,
        abs(speedup.ratio / all.ratio - 1) > comparison.margin.equality
      else { return nil }
      let short = speedup.rounds == most ? "" : " in \(speedup.rounds)"
      return "\(sanitised(entry.model.model)) \(speedup.multiple)\(short)"
    }
    if values.isEmpty {
      let margin = Quantity.percent(comparison.margin.equality, decimals: 0)
      return "\(rounds) the speedups are the same within \(margin)."
    }
    return "\(rounds): \(values.joined(separator: ", "))."
  }

  /// The discarded first round: what a first start costs, where that differs from later ones.
  private var coldRemark: String? {
    let cold = comparison.models.compactMap {
      model -> (name: String, cold: Int64, share: Double)? in
      guard let time = model.coldNanoseconds, let median = model.wall?.medianNanoseconds else {
        return nil
      }
      return (sanitised(model.model), time, abs(Double(time) / Double(median) - 1))
    }
    guard !cold.isEmpty else { return nil }
    let notable = cold.filter { $0.share > 0.1 }
      .map { "\($0.name) \(Quantity.duration(Nanoseconds($0.cold)))" }
    guard !notable.isEmpty else {
      return "cold runs (the warm-up round) took as long as later ones, within 10 %."
    }
    let others = notable.count < cold.count ? "; the others as long as later, within 10 %" : ""
    return "cold (the warm-up round): \(notable.joined(separator: ", "))\(others)."
  }

  /// What the baseline took beyond its tasks' own time, when it shows (METHOD 4.6).
  private var baselineRemark: String? {
    let baseline = runs(of: comparison.baseline)
    guard baseline.executionModel == .sequential else { return nil }
    let overhead = baseline.mean { run in
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

  /// What the traces themselves say, once for all models of which it is true.
  private var traceRemarks: [String] {
    var order: [String] = []
    var names: [String: [String]] = [:]
    for runs in models {
      for remark in runs.runs.flatMap(\.remarks) {
        if names[remark] == nil { order.append(remark) }
        let name = sanitised(runs.model)
        if names[remark]?.contains(name) != true { names[remark, default: []].append(name) }
      }
    }
    return order.map { remark in
      let named = names[remark] ?? []
      let who =
        named.count == models.count && named.count > 1 ? "all" : named.joined(separator: ", ")
      return "\(who): \(remark)"
    }
  }
}
