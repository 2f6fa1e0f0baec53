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
  /// The amounts of all steps.
  private(set) var total = 0.0
  /// Whether every amount is a whole number of nanoseconds.
  private(set) var isWhole = true

  init(_ tasks: [TaskDemand], _ plan: ReplayPlan) {
    places.reserveCapacity(tasks.count + 1)
    submissions.reserveCapacity(tasks.count)
    // Most tasks have one or two phases.
    steps.reserveCapacity(2 * tasks.count)
    let isInline = plan.discipline == .inline
    let coordinator = Double(plan.coordinatorPerTask.count)
    let worker = Double(plan.workerPerTask.count)
    var now = 0.0
    for index in tasks.indices {
      var handOver = Double(tasks[index].serialBefore.count)
      if index == 0 { handOver = max(handOver, Double(plan.lead.count)) }
      handOver += coordinator
      if isInline { add(.held, handOver) } else { now += handOver }
      submissions.append(now)
      add(.cpu, worker)
      for phase in tasks[index].phases { add(phase, plan.blockingShare) }
      places.append(steps.count)
    }
  }

  private mutating func add(_ phase: TaskDemand.Phase, _ blockingShare: Double?) {
    let time = Double(phase.time.count)
    switch phase.kind {
    case .cpu: add(.cpu, time)
    case .lock: add(.free, time)
    case .other: add(.held, time)
    case .io:
      let share = blockingShare ?? (phase.holdsLoop ? 1 : 0)
      if share != 0, share != 1 { isWhole = false }
      add(.held, time * share)
      add(.free, time * (1 - share))
    }
  }

  private mutating func add(_ kind: Step.Kind, _ amount: Double) {
    guard amount > 0 else { return }
    steps.append(Step(kind: kind, amount: amount))
    total += amount
  }
}
