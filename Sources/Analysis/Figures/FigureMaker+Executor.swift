import Statistics
import TraceModel

extension FigureMaker {
  /// METHOD 8.1; nil without a pool, and for a sequential run, which hands out nothing.
  func executor(_ run: RunAnalysis) -> ExecutorFigures? {
    let tasks = facts.tasks.dropFirst(facts.asyncCount).filter(\.hasBody)
    guard !tasks.isEmpty, facts.model != .sequential else { return nil }
    var figures = ExecutorFigures(tasks: tasks.count, width: min(run.slots, run.cores))
    figures.queueDelay = distribution(tasks.lazy.map { $0.pickup - $0.submit })
    figures.prepare = distribution(tasks.lazy.map { $0.start - $0.pickup })
    figures.service = distribution(tasks.lazy.map { $0.end - $0.start })
    figures.send = distribution(tasks.lazy.map { $0.sent - $0.end })
    figures.returnDelay = distribution(tasks.lazy.map { $0.seen - $0.sent })
    let created = facts.marks.firstCreation
    figures.startup = distribution(
      facts.lanes.lazy.filter { $0.isExecutorThread && $0.slotGroup >= 0 }
        .map { $0.ready - created })
    figures.firstTaskDelay = tasks.map(\.start).min().map { Nanoseconds(max($0 - created, 0)) }
    addCosts(&figures, service: tasks.reduce(0) { $0 + Double($1.end - $1.start) })
    return figures
  }

  /// Nil where every length is zero: no task went through that part.
  private func distribution(_ lengths: some Sequence<Int64>) -> Distribution? {
    var histogram = LogLinearHistogram()
    for length in lengths { histogram.insert(length) }
    return histogram.maximum == 0 ? nil : Distribution(histogram)
  }

  /// What handing out costs by task, and what follows from it.
  private func addCosts(_ figures: inout ExecutorFigures, service: Double) {
    let count = Double(figures.tasks)
    let onCoordinator = Double(handingOut { $0.isCoordinator }) / count
    let onWorkers = Double(handingOut { !$0.isCoordinator }) / count
    figures.coordinatorCost = nearest(onCoordinator)
    figures.workerCost = nearest(onWorkers)
    figures.grainForNineTenths = nearest(onWorkers * 9)
    if onCoordinator > 0 {
      figures.throughputCap = 1e9 / onCoordinator
      figures.usefulWidth = service / count / onCoordinator
    }
    guard figures.width > 1 else { return }
    let width = Double(figures.width)
    let startup = Double(figures.startup?.mean.count ?? 0)
    figures.breakEvenGrain = nearest((startup * width / count + onWorkers) / (width - 1))
  }

  /// Time in `dispatch` and `serialization` on some lanes.
  func handingOut(on isMeant: (LaneFacts) -> Bool) -> Int64 {
    var sum: Int64 = 0
    for (lane, sums) in zip(facts.lanes, owners.laneSums) where isMeant(lane) {
      sum &+= sums.states[.dispatch] &+ sums.states[.serialization]
    }
    return sum
  }
}
