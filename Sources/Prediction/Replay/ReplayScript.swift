import Analysis
import TraceModel

/// The phases of all tasks as a replay goes through them, in one array.
struct ReplayScript {
  struct Step {
    enum Kind {
      case cpu
      /// A delay during which the thread is held.
      case held
      /// A delay during which an event loop's thread does other steps.
      case free
    }

    var kind: Kind
    var amount: Double
  }

  private(set) var steps: [Step] = []
  /// Where the steps of each task begin, and where the last one's end.
  private(set) var places: [Int] = [0]
  /// When each task is handed out, since the run's start.
  private(set) var submissions: [Double] = []

  init(_ tasks: [TaskDemand], _ plan: ReplayPlan) {
    var now = 0.0
    for (index, task) in tasks.enumerated() {
      var handOver = Double(task.serialBefore.count)
      if index == 0 { handOver = max(handOver, Double(plan.lead.count)) }
      handOver += Double(plan.coordinatorPerTask.count)
      if plan.discipline == .inline { add(.held, handOver) } else { now += handOver }
      submissions.append(now)
      add(.cpu, Double(plan.workerPerTask.count))
      for phase in task.phases { add(phase, plan) }
      places.append(steps.count)
    }
  }

  private mutating func add(_ phase: TaskDemand.Phase, _ plan: ReplayPlan) {
    let time = Double(phase.time.count)
    switch phase.kind {
    case .cpu: add(.cpu, time)
    case .lock: add(.free, time)
    case .other: add(.held, time)
    case .io:
      let share = plan.blockingShare ?? (phase.holdsLoop ? 1 : 0)
      add(.held, time * share)
      add(.free, time * (1 - share))
    }
  }

  private mutating func add(_ kind: Step.Kind, _ amount: Double) {
    if amount > 0 { steps.append(Step(kind: kind, amount: amount)) }
  }
}
