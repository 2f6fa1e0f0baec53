import Analysis
import TraceModel

/// The figures of one run, each under its own name with what it means (METHOD 1).
struct RunFigures {
  struct Row: Hashable {
    var name: String
    var value: String
    var clause: String
  }

  /// What the run is measured against.
  enum Baseline: Hashable {
    case sequential
    /// A run of another kind: its time is no sequential time.
    case other
    /// The run is the baseline.
    case itself
  }

  private let run: RunAnalysis
  private let baseline: Baseline

  init(_ run: RunAnalysis, baseline: Baseline = .sequential) {
    self.run = run
    self.baseline = baseline
  }

  var rows: [Row] {
    [
      Row(
        name: "concurrency", value: Quantity.ratio(run.concurrency.average),
        clause: "tasks in flight; not a speedup"),
      progress,
      Row(
        name: "CPU parallelism", value: cpuParallelism, clause: "cores doing the tasks' work"),
      Row(name: "speedup", value: Quantity.ratio(speedup), clause: speedupClause),
    ] + [efficiency, attained].compactMap { $0 }
  }

  private var progress: Row {
    var clause = "tasks getting on: working, or waiting for I/O or a timer"
    let progress = Progress(ModelRuns(model: run.model.rawValue, runs: [run]))
    if case .fromCPUTime = progress {
      clause += "; from the tasks' CPU time, since more workers than cores claim to run"
    }
    if run.coreEstimated, case .atMost = progress { clause += estimated }
    return Row(name: "progress parallelism", value: progress.exactText, clause: clause)
  }

  private var estimated: String { "; estimated: more claim to run than there are cores" }

  /// Where it is only an upper bound the tasks' CPU time tells more; without it, it cannot
  /// exceed the cores.
  private var cpuParallelism: String {
    if run.workIsBound, let value = run.cpuParallelism { return "≤ \(Quantity.fixed(value, 1))" }
    guard run.coreEstimated, let value = run.cpuParallelism else {
      return Quantity.ratio(run.cpuParallelism)
    }
    if let progress = run.progressParallelismFromCPU, run.makespan.count > 0 {
      let io = Double(run.slotLedger[.io].count) / Double(run.makespan.count)
      return Quantity.ratio(max(progress - io, 0))
    }
    return "≤ \(Quantity.fixed(min(value, Double(run.cores)), 1))"
  }

  private var speedup: Double? { baseline == .itself ? 1 : run.speedup }

  private var speedupClause: String {
    if baseline == .itself, run.model != .sequential {
      return "the others are measured against this run"
    }
    if run.trust.isCut { return "the run's end was not recorded: its time is none to compare" }
    guard let sequential = run.sequentialTime, run.speedup != nil else {
      return "needs a sequential run of the same tasks (--baseline)"
    }
    if run.model == .sequential, sequential == run.makespan { return "the run is sequential" }
    return
      "\(Quantity.duration(sequential)) in the baseline, by \(Quantity.duration(run.makespan)) "
      + "here; one run each, no interval"
  }

  /// The sequential time by the capacity of what binds, E_P or E_C (METHOD 7).
  ///
  /// Cores are not the resource of an I/O-bound run: there only the slots' is shown.
  private var efficiency: Row? {
    let isSequential = baseline == .sequential || run.model == .sequential
    guard run.speedup != nil, isSequential else { return nil }
    let isIOBound = run.slotLedger[.io] > run.slotLedger[.work] && run.bounds?.binding != .cores
    if isIOBound || run.cores == 0 || !run.coresAreKnown {
      return Row(
        name: "efficiency, slots", value: Quantity.percent(run.efficiencySlots, decimals: 0),
        clause: "the sequential time by slots x wall time")
    }
    return Row(
      name: "efficiency, cores", value: Quantity.percent(run.efficiencyCores, decimals: 0),
      clause: "the sequential time by cores x wall time")
  }

  /// A = T_lo/T (METHOD 6.4), from the baseline's work where the run's own is only estimated; none
  /// where the cores are not known.
  private var attained: Row? {
    guard let own = run.bounds, run.coresAreKnown else { return nil }
    let bounds = run.coreEstimated ? run.boundsBaseline ?? own : own
    let binds =
      bounds.binding == .latency ? "the longest chain binds" : "\(bounds.binding.rawValue) bind"
    if run.coreEstimated, run.boundsBaseline == nil {
      let bound = bounds.attained.map { min($0, 1) }
      return Row(
        name: "attained", value: "≤ \(Quantity.percent(bound, decimals: 0))",
        clause: binds + estimated)
    }
    let isEnough = bounds.attained ?? 0 >= 0.9 && run.model != .sequential
    return Row(
      name: "attained", value: Quantity.percent(bounds.attained, decimals: 0),
      clause: "the best possible here is \(Quantity.duration(bounds.lower)); \(binds)"
        + (isEnough ? "; little is left to gain by tuning this executor" : ""))
  }
}
