import Analysis
import TraceModel

/// The plan and the tasks on their way up the ladder.
struct Climber {
  let run: RunDemands
  let costs: ExecutorCosts
  var plan: ReplayPlan
  var tasks: [TaskDemand]
  /// The makespan with a slot for each task, once the last rungs have asked for it.
  private var widest: Nanoseconds?

  init(run: RunDemands, costs: ExecutorCosts, plan: ReplayPlan) {
    self.run = run
    self.costs = costs
    self.plan = plan
    tasks = run.tasks
  }

  /// Takes one thing away and replays; whether the run had it, and the makespan then.
  mutating func take(_ step: WhatIfLadder.Step) -> (applies: Bool, makespan: Nanoseconds)? {
    var applies = true
    switch step {
    case .unexplained, .serial: break
    case .startup:
      plan.lead = costs.serialLead
      plan.readiness = []
      plan.closing = costs.returnDelay
    case .dispatch:
      plan.coordinatorPerTask = .zero
      plan.workerPerTask = .zero
      plan.closing = .zero
    case .gil:
      applies = plan.gil != nil
      plan.gil = nil
    case .lock:
      applies = tasks.contains { $0.time(.lock).count > 0 }
      guard applies else { break }
      for index in tasks.indices { tasks[index].phases.removeAll { $0.kind == .lock } }
    case .loop:
      applies = run.loopThreads != nil
      plan.discipline = .pool(slots: plan.width)
    case .runq: plan.cores = .unlimited
    case .balance, .slots: break
    }
    guard applies else { return (false, .zero) }
    switch step {
    case .balance: return balanced().map { (true, $0) }
    case .slots: return withSlotEach().map { (true, $0) }
    default: return replay(tasks, under: plan).map { (true, $0) }
    }
  }

  /// As long as the tasks take with a slot each; replayed once, as nothing changes between the
  /// rungs that ask.
  private mutating func withSlotEach() -> Nanoseconds? {
    if let widest { return widest }
    var wide = plan
    wide.discipline = .pool(slots: max(tasks.count, 1))
    widest = replay(tasks, under: wide)
    return widest
  }

  /// All slots busy until the same instant, or as long as the tasks take with a slot each.
  private mutating func balanced() -> Nanoseconds? {
    guard let widest = withSlotEach() else { return nil }
    let bounds = DemandBounds(tasks, under: plan)
    let slots = bounds.demands[.slots] ?? .zero
    let (whole, overflow) = slots.count.addingReportingOverflow(bounds.overhead.count)
    return overflow ? nil : max(widest, Nanoseconds(whole))
  }
}
