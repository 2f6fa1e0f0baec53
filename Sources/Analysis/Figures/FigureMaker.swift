import TraceModel

/// Makes the figures of a run from what the sweep added up.
struct FigureMaker {
  let trace: Trace
  let facts: RunFacts
  let sweep: Sweep
  /// Nil where nothing is known of dependencies.
  let dependencies: Dependencies?
  var owners: RunOwners { sweep.owners }

  var makespan: Nanoseconds { Nanoseconds(facts.makespan) }

  /// Everything but what needs a baseline.
  func analysis(slots: [Int64]) -> RunAnalysis {
    let taskLedger = self.taskLedger
    var run = RunAnalysis(
      model: facts.model, trace: "", makespan: makespan,
      slots: Int(slots.reduce(0, &+)), cores: Int(facts.cores),
      tasks: facts.tasks.count(where: \.hasBody), concurrency: concurrency, computeIO: computeIO,
      work: Nanoseconds(owners.work &+ owners.io &+ owners.laneTime[.coord]),
      queueing: queueing(taskLedger), trust: trust)
    run.groups = zip(facts.groups.indices, slots).map { index, count in
      SlotGroup(
        kind: facts.groups[index].kind, name: facts.groups[index].name, slots: Int(count),
        slotLedger: sweep.groups[index].finished(
          slots: count, makespan: facts.makespan, used: owners.slots[index]))
    }
    run.slotLedger = run.groups.reduce(Ledger()) { $0 + $1.slotLedger }
    run.coreLedger = sweep.coreLedger
    run.coreEstimated = sweep.core.isEstimated
    run.taskLedger = taskLedger
    run.pairOverlap = pairOverlap
    run.laneBusy = laneBusy
    run.parallelism = parallelism
    run.criticality = criticality
    run.executor = executor(run)
    run.loop = loop
    run.gil = gil(run)
    run.ioLimits = ioLimits(run)
    addParallelism(&run)
    addImbalance(&run)
    addSpan(&run)
    run.workByKey = workByKey
    let capacity = run.makespan.count &* Int64(run.slots)
    run.trust.unattributedShare = ratio(run.slotLedger[.unattributed], Nanoseconds(capacity))
    return run
  }

  /// METHOD 4.4: what the lanes and async tasks showed, and the queued tasks.
  private var taskLedger: Ledger {
    var tally = owners.taskTime
    for group in sweep.groups { tally.add(group.waiting, times: 1) }
    return Ledger(tally)
  }

  private func addParallelism(_ run: inout RunAnalysis) {
    run.cpuParallelism = ratio(run.coreLedger[.work], makespan)
    run.progressParallelism = ratio(Nanoseconds(owners.work &+ owners.io), makespan)
    if let cpu = owners.bodyCPU.whole {
      let sum = cpu.addingReportingOverflow(owners.io)
      run.progressParallelismFromCPU =
        sum.overflow ? nil : ratio(Nanoseconds(sum.partialValue), makespan)
    }
  }

  private var trust: Trust {
    var tiers = [1]
    if facts.lanes.contains(where: \.hasSlices) { tiers.append(2) }
    let toldWakeUps = trace.metadata?.capabilities.contains("wake-ups") ?? false
    if facts.hasWakes || toldWakeUps && tiers.contains(2) { tiers.append(3) }
    let reasons: Set<WaitReason> = [.gil, .lock, .io, .sleep]
    let known =
      facts.waits.contains { reasons.contains($0.reason) }
      || facts.taskWaits.contains { reasons.contains($0.reason) }
    if known { tiers.append(4) }
    var notes = facts.notes
    if let reason = trace.metadata?.cut { notes.append("the recording ends early: \(reason)") }
    if trace.metadata?.capabilities.contains("sched-sampled") ?? false {
      notes.append(
        "thread states were sampled 50 times a second: shorter ones, and threads that lived for "
          + "less, may be missing")
    }
    notes += trace.notes.sentences
    return Trust(
      tiers: tiers, eventsLost: trace.metadata?.eventsLost ?? 0, unfinished: facts.unfinished,
      notes: notes)
  }
}

/// The nearest whole nanosecond of a quotient; zero when there is no divisor.
func rounded(_ amount: UInt128, by divisor: UInt128) -> Nanoseconds {
  guard divisor > 0 else { return .zero }
  let quotient = (amount &+ divisor / 2) / divisor
  return Nanoseconds(Int64(clamping: quotient))
}
