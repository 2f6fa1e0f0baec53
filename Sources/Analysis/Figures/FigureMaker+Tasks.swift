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

  /// POP factors and imbalance over the slot lanes; loops do not count (METHOD 7).
  func addImbalance(_ run: inout RunAnalysis) {
    let useful = zip(facts.lanes, owners.laneSums).filter { $0.0.slotGroup >= 0 && $0.0.isBorn }
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
    var lengths: [Int64] = []
    lengths.reserveCapacity(facts.tasks.count)
    for task in facts.tasks where task.hasBody { lengths.append(task.end - task.start) }
    TimeOrder.sort(&lengths)
    guard let longest = lengths.last else { return nil }
    let middle = lengths.count / 2
    let median =
      lengths.count % 2 == 1
      ? Double(lengths[middle]) : (Double(lengths[middle - 1]) + Double(lengths[middle])) / 2
    return median == 0 ? nil : Double(longest) / median
  }

  var workByKey: [String: KeyedWork] {
    // Counted by the names' numbers: hashing each task's key would cost more
    // than all the rest.
    var places = [Int32](repeating: -1, count: trace.names.count)
    var sums: [(key: NameTable.ID, work: KeyedWork)] = []
    for (index, task) in facts.tasks.enumerated() where task.hasBody {
      let key = Int(task.key.index)
      if places[key] < 0 {
        places[key] = Int32(truncatingIfNeeded: sums.count)
        sums.append((task.key, KeyedWork()))
      }
      let place = Int(places[key])
      sums[place].work.tasks += 1
      sums[place].work.work.count &+= owners.taskWork[index]
      sums[place].work.io.count &+= owners.taskIO[index]
    }
    var named: [String: KeyedWork] = [:]
    for sum in sums { named[trace.names[sum.key]] = sum.work }
    return named
  }
}
