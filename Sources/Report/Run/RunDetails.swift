import Analysis
import TraceModel

/// Queueing, the executor, the loop, the interpreter lock and imbalance, where a run has them.
///
/// Each line is a list of clauses; the first names what it is about.
struct RunDetails {
  let run: RunAnalysis

  init(_ run: RunAnalysis) { self.run = run }

  var lines: [[String]] {
    [tasks, pool, loop, blocking, gil, io, imbalance, scaling, greedy, inflation]
      .filter { !$0.isEmpty }
  }

  private var tasks: [String] {
    guard run.tasks > 0 else { return [] }
    let queueing = run.queueing
    var items = [
      "queueing: \(Quantity.duration(mean(queueing.queueTotal))) before pick-up on average",
      "\(Quantity.duration(queueing.queueMaximum)) at most",
    ]
    if let service = run.executor?.service {
      items.append("service \(percentiles(service))")
    } else {
      items.append("service \(Quantity.duration(mean(queueing.serviceTotal)))")
    }
    return items + [
      "return \(Quantity.duration(mean(queueing.resultTotal)))",
      "\(Quantity.ratio(queueing.tasksInSystem)) tasks in the system",
      "\(Quantity.ratio(queueing.throughput)) tasks/s",
    ]
  }

  /// What handing out costs, and from which size of task on it pays (METHOD 8.1).
  private var pool: [String] {
    guard let pool = run.executor else { return [] }
    var items: [String] = []
    if let startup = pool.startup, startup.maximum.count > 0 {
      items.append("start-up \(Quantity.duration(startup.mean)) a worker")
    }
    if pool.coordinatorCost.count > 0 || pool.workerCost.count > 0 {
      items.append(
        "handing out costs \(Quantity.duration(pool.coordinatorCost)) a task on the coordinator "
          + "and \(Quantity.duration(pool.workerCost)) on the workers")
    }
    if run.tellsDependencies, let grain = pool.breakEvenGrain, grain.count >= 1_000,
      let service = pool.service
    {
      let size = Quantity.duration(service.mean)
      items.append(
        service.mean > grain
          ? "pays for tasks longer than \(Quantity.duration(grain)) (these take \(size))"
          : "tasks of \(size) are too short: it pays from \(Quantity.duration(grain)) on")
    }
    if let width = pool.usefulWidth, width < Double(run.slots) {
      items.append("the coordinator keeps at most \(Quantity.ratio(width)) workers busy")
    }
    guard !items.isEmpty else { return [] }
    items[0] = "pool: " + items[0]
    return items
  }

  private var loop: [String] {
    guard let loop = run.loop else { return [] }
    var items = ["loop: \(Quantity.percent(loop.utilisation, decimals: 0)) busy"]
    if let lag = loop.lag {
      items.append("lag \(percentiles(lag))")
    } else {
      items.append("lag \(Quantity.duration(loop.meanLag)) on average")
    }
    return items + [
      "\(Quantity.duration(loop.maximumLag)) at most",
      "longest step \(Quantity.duration(loop.maximumStep))",
    ]
  }

  /// What held a loop, so that nothing else could run on it (METHOD 8.2).
  private var blocking: [String] {
    guard let loop = run.loop else { return [] }
    let calls = loop.blockingCalls
    let holds = calls.count > 0 ? calls : loop.blockingSteps
    guard holds.count > 0 else { return [] }
    let count =
      calls.count > 0
      ? "\(Quantity.count(calls.count, "call")) that \(calls.count == 1 ? "blocks" : "block") the loop"
      : "\(Quantity.count(holds.count, "step")) over 100 ms"
    return ["blocked: \(count) (\(Quantity.duration(holds.total)))"]
      + holds.longest.prefix(3).map {
        "\(sanitised($0.name, columns: 96)) \(Quantity.duration($0.duration))"
      }
  }

  private var gil: [String] {
    guard let gil = run.gil else { return [] }
    var items = [
      "GIL: \(Quantity.count(gil.lanes, "lane")) waited \(Quantity.duration(gil.wait)) for it "
        + "(\(Quantity.percent(gil.waitShare, decimals: 0)) of the slots' time)"
    ]
    if let use = gil.utilisation, use <= 1 {
      items.append("held for about \(Quantity.percent(use, decimals: 0)) of the time")
    }
    return items
  }

  private var io: [String] {
    guard let io = run.ioLimits, let limit = io.speedupLimit,
      run.slotLedger[.io] > run.slotLedger[.work], run.slots > 1
    else { return [] }
    return [
      "I/O: \(io.limit) at a time gain at most \(Quantity.ratio(limit))x",
      "a task takes \(Quantity.duration(io.meanLatency)) on average",
    ]
  }

  private var imbalance: [String] {
    guard let imbalance = run.imbalance else { return [] }
    return [
      "imbalance: the busiest slot did \(Quantity.percent(imbalance.percentImbalance)) more "
        + "than the mean",
      "the longest task took \(Quantity.ratio(imbalance.straggler)) x the median",
    ]
  }

  private var scaling: [String] {
    // Above 1 it says no more than a speedup below 1 does.
    guard let scaling = run.scaling, let serial = scaling.karpFlatt, serial <= 1 else { return [] }
    return [
      "scaling: as if \(Quantity.percent(max(serial, 0))) of the work were serial "
        + "(Karp-Flatt at \(scaling.width) wide)"
    ]
  }

  /// Slower than any schedule that lets no slot idle (METHOD 6.4).
  private var greedy: [String] {
    // A tenth more is not worth a line: every executor costs something.
    guard let greedy = run.bounds?.further.greedy, run.model != .sequential, run.tasks > 1,
      Double(run.makespan.count) > 1.1 * Double(greedy.count)
    else { return [] }
    let found = left.map { ": see \($0)" } ?? ""
    return [
      "slower than any schedule without idling would be (\(Quantity.duration(greedy)))",
      "so work was left lying about\(found)",
    ]
  }

  /// What kept slots from work that was there: the largest of the buckets that mean that.
  private var left: String? {
    let ledger = run.slotLedger
    let reasons: [Bucket] = [.gil, .lock, .loop, .serial, .startup, .dispatch]
    let largest =
      reasons
      .filter { Double(ledger[$0].count) >= 0.01 * Double(ledger.total.count) }
      .sorted { ledger[$0] > ledger[$1] }
      .prefix(3)
      .map(\.label)
    guard let last = largest.last else { return nil }
    return largest.count == 1
      ? last : largest.dropLast().joined(separator: ", ") + " and " + last
  }

  private var inflation: [String] {
    // Where more claim to run than there are cores, work holds their waiting for a core.
    guard let growth = run.inflation, !run.coreEstimated,
      growth.cpuGrowth != .zero || growth.ioGrowth != .zero
    else { return [] }
    return [
      "inflation against the baseline: work \(signed(growth.cpuGrowth))",
      "io \(signed(growth.ioGrowth))",
    ]
  }

  private func percentiles(_ times: Distribution) -> String {
    "\(Quantity.duration(times.p50)) (p95 \(Quantity.duration(times.p95)))"
  }

  private func signed(_ time: Nanoseconds) -> String {
    (time.count > 0 ? "+" : "") + Quantity.duration(time)
  }

  private func mean(_ total: Nanoseconds) -> Nanoseconds {
    run.tasks > 0 ? Nanoseconds(total.count / Int64(run.tasks)) : .zero
  }
}
