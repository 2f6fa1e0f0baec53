import TraceModel

extension FigureMaker {
  /// METHOD 8.3; nil where no lane waits for the GIL.
  func gil(_ run: RunAnalysis) -> GILFigures? {
    let holders = owners.laneSums.filter { $0.states[.gil] > 0 }
    guard !holders.isEmpty else { return nil }
    var figures = GILFigures(
      lanes: holders.count, wait: run.slotLedger[.gil],
      hold: Nanoseconds(holders.reduce(0) { $0 &+ $1.onCore }))
    figures.waitShare = ratio(figures.wait, run.slotLedger.total)
    figures.heldFraction = ratio(figures.hold, Nanoseconds(owners.work))
    figures.utilisation = ratio(figures.hold, makespan)
    return figures
  }

  /// METHOD 8.4; nil where no task waits for I/O.
  func ioLimits(_ run: RunAnalysis) -> IOFigures? {
    guard owners.io > 0, run.tasks > 0, run.slots > 0 else { return nil }
    var sum = 0.0
    var longest: Int64 = 0
    for (index, task) in facts.tasks.enumerated() where task.hasBody {
      let time = owners.taskWork[index] &+ owners.taskIO[index]
      sum += Double(time)
      longest = max(longest, time)
    }
    guard longest > 0 else { return nil }
    let (count, slots) = (Double(run.tasks), Double(run.slots))
    return IOFigures(
      tasks: run.tasks, limit: run.slots, meanLatency: nearest(sum / count),
      throughputCap: slots * count * 1e9 / sum,
      shortestMakespan: nearest(max(Double(longest), sum / slots)),
      speedupLimit: min(count, slots, sum / Double(longest)))
  }

  /// P of the laws of scaling: cores limit computing, slots limit waiting.
  func width(_ run: RunAnalysis) -> Int {
    owners.work >= owners.io ? min(run.slots, run.cores) : run.slots
  }

  /// METHOD 7, once the speedup is known; nil where the width is one.
  func scaling(_ run: RunAnalysis) -> ScalingFigures? {
    let width = width(run)
    guard width > 1 else { return nil }
    var figures = ScalingFigures(width: width, karpFlatt: nil, serialFraction: nil)
    let share = 1 / Double(width)
    if let speedup = run.speedup, speedup > 0 {
      figures.karpFlatt = (1 / speedup - share) / (1 - share)
    }
    if let path = run.criticalPath, let sequential = run.sequentialTime {
      let serial = path[.coord] + path[.startup] + path[.teardown]
      figures.serialFraction = ratio(serial, sequential)
    }
    return figures
  }

  /// METHOD 6.4: resources of which there is one, and the greedy bound.
  func furtherBounds(_ run: RunAnalysis, _ dependencies: Dependencies) -> FurtherBounds {
    var bounds = FurtherBounds()
    if let hold = run.gil?.hold, hold <= run.makespan { bounds.gil = hold }
    let loops = zip(facts.lanes, owners.laneSums).filter {
      $0.0.loopGroup >= 0 && $0.0.roles.contains(.loop) && $0.0.carriesSteps
    }
    bounds.loop = loops.map { Nanoseconds($0.1.steps) }.max()
    let coordinator = handingOut { $0.isCoordinator }
    if coordinator > 0 { bounds.coordinator = Nanoseconds(coordinator) }
    bounds.greedy = greedy(run, dependencies.span)
    bounds.burdenedSpan = dependencies.burdenedSpan
    bounds.greedyBurdened = dependencies.burdenedSpan.flatMap { greedy(run, $0) }
    return bounds
  }

  private func greedy(_ run: RunAnalysis, _ span: Nanoseconds) -> Nanoseconds? {
    let width = Double(width(run))
    guard width > 0 else { return nil }
    return nearest(Double(run.work.count) / width + (1 - 1 / width) * Double(span.count))
  }
}
