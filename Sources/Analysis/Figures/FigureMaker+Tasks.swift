import TraceModel

extension FigureMaker {
  func queueing(_ taskLedger: Ledger) -> Queueing {
    var sums = Queueing(
      queueTotal: .zero, queueMaximum: .zero, serviceTotal: .zero, resultTotal: .zero)
    var bodies = 0
    for task in facts.tasks {
      let wait = Nanoseconds(task.pickup - task.submit)
      sums.queueTotal = sums.queueTotal + wait
      sums.queueMaximum = max(sums.queueMaximum, wait)
      sums.serviceTotal = sums.serviceTotal + Nanoseconds(task.end - task.start)
      sums.resultTotal = sums.resultTotal + Nanoseconds(task.seen - task.sent)
      if task.hasBody { bodies += 1 }
    }
    sums.tasksInSystem = ratio(taskLedger.total, makespan)
    sums.throughput = facts.makespan == 0 ? nil : Double(bodies) / makespan.seconds
    return sums
  }

  /// METHOD 8.2; utilisation and expected lag are means over the loops' threads.
  var loop: LoopFigures? {
    guard sweep.steps.count > 0 else { return nil }
    let threads = max(facts.lanes.count { $0.loopGroup >= 0 }, 1)
    let capacity = facts.makespan &* Int64(threads)
    return LoopFigures(
      utilisation: ratio(Nanoseconds(sweep.steps.total), Nanoseconds(capacity)),
      meanLag: rounded(sweep.steps.lag, by: UInt128(sweep.steps.count.magnitude)),
      maximumLag: Nanoseconds(sweep.steps.longestLag),
      maximumStep: Nanoseconds(sweep.steps.longest),
      expectedArrivalLag: rounded(
        sweep.steps.squares, by: 2 * UInt128(capacity.magnitude)))
  }

  /// POP factors and imbalance over the slot lanes; loops do not count (METHOD 7).
  func addImbalance(_ run: inout RunAnalysis) {
    let useful = zip(facts.lanes, sweep.lanes).filter { $0.0.slotGroup >= 0 && $0.0.isBorn }
      .map { Double($0.1.useful) }
    guard useful.count >= 2, let largest = useful.max() else { return }
    let mean = useful.reduce(0, +) / Double(useful.count)
    let whole = Double(facts.makespan)
    func over(_ value: Double, _ divisor: Double) -> Double? {
      divisor == 0 ? nil : value / divisor
    }
    run.pop = POPFactors(
      loadBalance: over(mean, largest), communicationEfficiency: over(largest, whole),
      parallelEfficiency: over(mean, whole),
      additiveLoadBalance: over(whole - (largest - mean), whole),
      additiveCommunicationEfficiency: over(largest, whole))
    run.imbalance = Imbalance(
      percentImbalance: over(largest - mean, mean), straggler: straggler)
  }

  /// Longest task by median task; nil without a median.
  private var straggler: Double? {
    let lengths = facts.tasks.filter(\.hasBody).map { $0.end - $0.start }.sorted()
    guard let longest = lengths.last else { return nil }
    let middle = lengths.count / 2
    let median =
      lengths.count % 2 == 1
      ? Double(lengths[middle]) : (Double(lengths[middle - 1]) + Double(lengths[middle])) / 2
    return median == 0 ? nil : Double(longest) / median
  }

  var workByKey: [String: KeyedWork] {
    var sums: [NameTable.ID: KeyedWork] = [:]
    for (index, task) in facts.tasks.enumerated() where task.hasBody {
      sums[task.key, default: KeyedWork()].tasks += 1
      sums[task.key, default: KeyedWork()].work.count &+= sweep.taskWork[index]
      sums[task.key, default: KeyedWork()].io.count &+= sweep.taskIO[index]
    }
    var named: [String: KeyedWork] = [:]
    for (key, sum) in sums { named[trace.names[key]] = sum }
    return named
  }
}
