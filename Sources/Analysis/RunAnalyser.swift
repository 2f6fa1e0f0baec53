import TraceModel

/// Turns one run of a trace into its figures.
struct RunAnalyser {
  let trace: Trace
  let scope: RunScope
  let baseline: RunAnalysis?
  /// The name of the spans that the demands mark.
  var marking: String?

  init(_ trace: Trace, scope: RunScope, baseline: RunAnalysis?) {
    self.trace = trace
    self.scope = scope
    self.baseline = baseline
  }

  func analysis() throws(AnalysisError) -> RunAnalysis {
    var facts = self.facts()
    try checkSize(facts)
    let owners = RunOwners(facts)
    if !facts.coresAreKnown {
      // Without a declared number the cores are those seen in use.
      facts.cores = max(Sweep.peak(owners), 1)
      facts.notes.append(
        "the trace does not say how many cores there were: \(facts.cores), the most seen in use")
      try checkSize(facts)
    }
    let (sweep, dependencies) = evaluated(owners, cores: facts.cores)
    return try assemble(facts, sweep, dependencies)
  }

  /// What the builder needs beside the facts is given back before the sweep.
  private func facts() -> RunFacts {
    var builder = FactsBuilder(trace, scope: scope)
    return builder.build()
  }

  /// Sweep and dependencies ask nothing of each other: a large run does both at once.
  private func evaluated(_ owners: RunOwners, cores: Int64) -> (Sweep, Dependencies?) {
    let streams = Streams(owners)
    guard streams.isLarge(owners), usefulThreads > 1 else {
      return (
        Sweep.whole(owners, streams, cores: cores), Dependencies(owners, isShared: false)
      )
    }
    let both: [(Sweep?, Dependencies?)] = concurrently([
      { (Sweep.whole(owners, streams, cores: cores), nil) },
      { (nil, Dependencies(owners, isShared: true)) },
    ])
    let sweep = both.lazy.compactMap(\.0).first
    return (
      sweep ?? Sweep.whole(owners, streams, cores: cores), both.lazy.compactMap(\.1).first
    )
  }

  private func assemble(
    _ facts: RunFacts, _ sweep: Sweep, _ dependencies: Dependencies?
  ) throws(AnalysisError) -> RunAnalysis {
    let slots = try slotCounts(facts, sweep)
    let figures = FigureMaker(
      trace: trace, facts: facts, sweep: sweep, dependencies: dependencies)
    var run = figures.analysis(slots: slots)
    run.run = scope.name
    run.round = scope.round
    run.trace = trace.name
    run.trust.isCut = scope.isCut
    run.coresAreKnown = facts.coresAreKnown
    run.repetitions = trace.repetitions
    run.tellsTasks = facts.tellsTasks
    if !run.tellsTasks {
      run.trust.notes.append(
        run.tasks == 1
          ? "the program told of no tasks: its whole life counts as one"
          : "the program told of no tasks: the lives of its threads and processes count as tasks")
    }
    figures.compare(&run, with: baseline)
    let marks = marking.map { SpanMarks($0, in: trace, origin: scope.start) }
    run.demands = DemandMaker(
      trace: trace, facts: facts, timelines: Timelines(sweep.owners),
      isCoreEstimated: run.coreEstimated, marks: marks
    ).demands(slots: run.slots)
    if let marks, run.criticalPath != nil {
      var path = CriticalPath(sweep.owners)
      path.marks = marks
      _ = path.composition()
      run.demands?.markedOnPath = Nanoseconds(path.marked)
    }
    run.failedAssertions = Assertions(facts: facts, sweep: sweep).failures(of: run)
    return run
  }

  /// Refuses what could overflow, so that the sweep need not check each sum.
  private func checkSize(_ facts: RunFacts) throws(AnalysisError) {
    var units = facts.cores
    for amount in [Int64(facts.lanes.count)] + facts.groups.map(\.slots) {
      let sum = units.addingReportingOverflow(amount)
      if sum.overflow { throw tooLarge(facts) }
      units = sum.partialValue
    }
    try checkProduct(facts, units)
    var latencies: Int64 = 0
    for task in facts.tasks {
      let sum = latencies.addingReportingOverflow(task.seen - task.submit)
      if sum.overflow { throw tooLarge(facts) }
      latencies = sum.partialValue
    }
  }

  private func checkProduct(_ facts: RunFacts, _ units: Int64) throws(AnalysisError) {
    if facts.makespan.multipliedReportingOverflow(by: units).overflow { throw tooLarge(facts) }
  }

  private func tooLarge(_ facts: RunFacts) -> AnalysisError {
    AnalysisError(
      .tooLarge, trace.name,
      "a makespan of \(Nanoseconds(facts.makespan).seconds) s times the capacity of its lanes,"
        + " cores and tasks does not fit 64 bits of nanoseconds; analyse a shorter part of the run")
  }

  /// The slots of each group: declared, or the most tasks in flight at once.
  private func slotCounts(
    _ facts: RunFacts, _ sweep: Sweep
  ) throws(AnalysisError) -> [Int64] {
    var counts: [Int64] = []
    var sum: Int64 = 0
    for (group, state) in zip(facts.groups, sweep.groups) {
      counts.append(max(group.slots, group.kind == .loop ? state.peak : 0))
      let total = sum.addingReportingOverflow(counts[counts.count - 1])
      if total.overflow { throw tooLarge(facts) }
      sum = total.partialValue
    }
    try checkProduct(facts, sum)
    return counts
  }
}
