import Analysis
import TraceModel

/// The figures of one run as text.
struct RunText {
  var run: RunAnalysis
  var style: Style

  var lines: [String] {
    [heading, figures, [""], ledgers, details, trust].flatMap { $0 }
  }

  private var heading: [String] {
    let slots = Quantity.count(run.slots, "slot")
    let items = [
      "\(run.model.label(slots: run.slots)): \(Quantity.duration(run.makespan))",
      "\(Quantity.count(run.tasks, "task"))", slots, Quantity.count(run.cores, "core"),
      sanitised(run.trace, columns: 60),
    ]
    return style.wrap(items, separator: ", ").map { style.apply(.strong, to: $0) }
  }

  /// The four numbers that are usually mixed up, each under its own name (METHOD 1).
  private var figures: [String] {
    var rows: [(String, String, String)] = [
      ("concurrency", Quantity.ratio(run.concurrency.average), "tasks in flight; not a speedup"),
      progress,
      ("CPU parallelism", cpuParallelism, "cores doing the tasks' work"),
      ("speedup", Quantity.ratio(run.speedup), speedupClause),
    ]
    rows += efficiencies
    if let attained { rows.append(attained) }
    let widths = (
      rows.map { displayWidth(of: $0.0) }.max() ?? 0, rows.map { displayWidth(of: $0.1) }.max() ?? 0
    )
    return rows.flatMap { name, value, clause in
      let left = name.padded(to: widths.0) + "  " + value.paddedLeft(to: widths.1) + "  "
      let wrapped = style.wrapProse(clause, indent: displayWidth(of: left) + 2)
      return wrapped.enumerated().map { index, line in
        index == 0 ? "  " + left + line.dropFirst(displayWidth(of: left) + 2) : line
      }
    }
  }

  private var progress: (String, String, String) {
    let name = "progress parallelism"
    let clause = "tasks getting on: working, or waiting for I/O or a timer"
    switch Progress(ModelRuns(model: run.model.rawValue, runs: [run])) {
    case .unknown: return (name, "-", clause)
    case .measured(let value): return (name, Quantity.ratio(value), clause)
    case .fromCPUTime(let value):
      return (
        name, Quantity.ratio(value),
        "\(clause); from the tasks' CPU time, since more workers than cores claim to run"
      )
    case .atMost(let value):
      return (name, "≤ \(Quantity.fixed(value, 1)) (estimated)", clause)
    }
  }

  /// Where it is only an upper bound the tasks' CPU time tells more; without it, it cannot
  /// exceed the cores.
  private var cpuParallelism: String {
    guard run.coreEstimated, let value = run.cpuParallelism else {
      return Quantity.ratio(run.cpuParallelism)
    }
    if let progress = run.progressParallelismFromCPU, run.makespan.count > 0 {
      let io = Double(run.slotLedger[.io].count) / Double(run.makespan.count)
      return Quantity.ratio(max(progress - io, 0))
    }
    return "≤ \(Quantity.fixed(min(value, Double(run.cores)), 1)) (estimated)"
  }

  /// A = T_lo/T (METHOD 6.4), from the baseline's work where the run's own is only estimated.
  private var attained: (String, String, String)? {
    guard let own = run.bounds else { return nil }
    let bounds = run.coreEstimated ? run.boundsBaseline ?? own : own
    let binds =
      bounds.binding == .latency ? "the longest chain binds" : "\(bounds.binding.rawValue) bind"
    if run.coreEstimated, run.boundsBaseline == nil {
      let bound = bounds.attained.map { min($0, 1) }
      return ("attained", "≤ \(Quantity.percent(bound, decimals: 0)) (estimated)", binds)
    }
    return (
      "attained", Quantity.percent(bounds.attained, decimals: 0),
      "the best possible here is \(Quantity.duration(bounds.lower)); \(binds)"
    )
  }

  private var speedupClause: String {
    guard let sequential = run.sequentialTime, run.speedup != nil else {
      return "needs a sequential run of the same tasks (--baseline)"
    }
    if run.model == .sequential, sequential == run.makespan { return "the run is sequential" }
    return "\(Quantity.duration(sequential)) sequentially, by \(Quantity.duration(run.makespan)) "
      + "here; one run each, no confidence interval"
  }

  /// E_P and E_C; the one that is not about the binding resource says so (METHOD 7).
  private var efficiencies: [(String, String, String)] {
    guard run.speedup != nil else { return [] }
    let time = "the sequential time by"
    let isIOBound = run.slotLedger[.io] > run.slotLedger[.work] && run.bounds?.binding != .cores
    let aside = isIOBound ? "; but cores are not the resource here" : ""
    return [
      (
        "efficiency, slots", Quantity.percent(run.efficiencySlots, decimals: 0),
        "\(time) slots x wall time"
      ),
      (
        "efficiency, cores", Quantity.percent(run.efficiencyCores, decimals: 0),
        "\(time) cores x wall time\(aside)"
      ),
    ]
  }
}

extension String {
  func padded(to width: Int) -> String {
    self + String(repeating: " ", count: max(width - displayWidth(of: self), 0))
  }

  func paddedLeft(to width: Int) -> String {
    String(repeating: " ", count: max(width - displayWidth(of: self), 0)) + self
  }
}
