import Analysis
import TraceModel

extension RunText {
  /// The ledgers, each one exactly full: percentages of its capacity.
  var ledgers: [String] {
    let wall = Quantity.duration(run.makespan)
    let estimated = run.coreEstimated ? ", estimated" : ""
    return lines(
      "slots", "\(run.slots) x \(wall)", run.slotLedger)
      + lines("cores", "\(run.cores) x \(wall)\(estimated)", run.coreLedger)
      + lines("tasks", "from submission to result", run.taskLedger)
      + (run.criticalPath.map { lines("critical path", wall, $0) } ?? [])
  }

  /// "  slots (4 x 2.08 s)  work 48.1  run queue 36.0 …": tenths of percents that add up to 100.
  private func lines(_ name: String, _ capacity: String, _ ledger: Ledger) -> [String] {
    guard ledger.total.count > 0 else { return [] }
    let parts = ledger.nonZero.sorted {
      (-$0.time.count, $0.bucket) < (-$1.time.count, $1.bucket)
    }
    let units = roundedShares(parts.map { Double($0.time.count) }, units: 1_000)
    let shown = zip(parts, units).filter { $0.1 > 0 }
    let items = shown.map { "\($0.0.bucket.label) \($0.1 / 10).\($0.1 % 10)" }
    let title = "\(name) (\(capacity), % of \(Quantity.duration(ledger.total)))"
    let oneLine = style.wrap([title + ":"] + items, separator: "  ", indent: 2)
    if oneLine.count == 1 { return oneLine }
    return ["  " + title + ":"] + style.wrap(items, separator: "  ", indent: 4)
  }

  /// Queueing, the loop and imbalance, where the run has them.
  var details: [String] {
    var lines: [[String]] = []
    let queueing = run.queueing
    if run.tasks > 0 {
      lines.append([
        "queueing: \(Quantity.duration(mean(queueing.queueTotal))) before pick-up on average",
        "\(Quantity.duration(queueing.queueMaximum)) at most",
        "service \(Quantity.duration(mean(queueing.serviceTotal)))",
        "return \(Quantity.duration(mean(queueing.resultTotal)))",
        "\(Quantity.ratio(queueing.tasksInSystem)) tasks in the system",
        "\(Quantity.ratio(queueing.throughput)) tasks/s",
      ])
    }
    if let loop = run.loop {
      lines.append([
        "loop: \(Quantity.percent(loop.utilisation, decimals: 0)) busy",
        "lag \(Quantity.duration(loop.meanLag)) on average",
        "\(Quantity.duration(loop.maximumLag)) at most",
        "longest step \(Quantity.duration(loop.maximumStep))",
      ])
    }
    if let imbalance = run.imbalance {
      lines.append([
        "imbalance: the busiest slot did \(Quantity.percent(imbalance.percentImbalance)) more "
          + "than the mean",
        "the longest task took \(Quantity.ratio(imbalance.straggler)) x the median",
      ])
    }
    if let growth = run.inflation {
      lines.append([
        "inflation against the baseline: work \(signed(growth.cpuGrowth))",
        "io \(signed(growth.ioGrowth))",
      ])
    }
    return lines.flatMap { style.wrap($0, separator: ", ", indent: 2, hanging: 2) }
  }

  private func signed(_ time: Nanoseconds) -> String {
    (time.count > 0 ? "+" : "") + Quantity.duration(time)
  }

  var trust: [String] {
    let shortfall = Progress.shortfall(ModelRuns(model: run.model.rawValue, runs: [run]))
    return TrustLine(runs: [run]).lines(style) + style.notes(run.remarks + [shortfall ?? ""])
  }

  private func mean(_ total: Nanoseconds) -> Nanoseconds {
    run.tasks > 0 ? Nanoseconds(total.count / Int64(run.tasks)) : .zero
  }
}
