import Statistics
import TraceModel

extension FigureMaker {
  /// METHOD 8.1; nil without a pool, and for a sequential run, which hands out nothing.
  func executor(_ run: RunAnalysis) -> ExecutorFigures? {
    guard facts.model != .sequential else { return nil }
    var parts = TaskParts()
    for index in facts.tasks.indices.dropFirst(facts.asyncCount) where facts.tasks[index].hasBody {
      parts.add(facts.tasks[index])
    }
    guard parts.count > 0 else { return nil }
    var figures = ExecutorFigures(tasks: parts.count, width: min(run.slots, run.cores))
    figures.queueDelay = parts.queue.distribution
    figures.prepare = parts.prepare.distribution
    figures.service = parts.service.distribution
    figures.send = parts.send.distribution
    figures.returnDelay = parts.giveBack.distribution
    let created = facts.marks.firstCreation
    var startup = LogLinearHistogram()
    for lane in facts.lanes where lane.isExecutorThread && lane.slotGroup >= 0 {
      startup.insert(lane.ready - created)
    }
    figures.startup = startup.distribution
    figures.firstTaskDelay = Nanoseconds(max(parts.firstStart - created, 0))
    addCosts(&figures, service: parts.service.mean ?? 0)
    return figures
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
      figures.usefulWidth = service / onCoordinator
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

/// The parts of all tasks' ways, counted in one pass.
private struct TaskParts {
  var count = 0
  var firstStart = Int64.max
  var queue = LogLinearHistogram()
  var prepare = LogLinearHistogram()
  var service = LogLinearHistogram()
  var send = LogLinearHistogram()
  var giveBack = LogLinearHistogram()

  mutating func add(_ task: TaskRecord) {
    count += 1
    firstStart = min(firstStart, task.start)
    queue.insert(task.pickup - task.submit)
    prepare.insert(task.start - task.pickup)
    service.insert(task.end - task.start)
    send.insert(task.sent - task.end)
    giveBack.insert(task.seen - task.sent)
  }
}

extension LogLinearHistogram {
  /// Nil where every length is zero: nothing went through that part.
  fileprivate var distribution: Distribution? { maximum == 0 ? nil : Distribution(self) }
}
