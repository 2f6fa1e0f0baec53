import Analysis
import Statistics
import TraceModel

extension Predictor {
  /// Until it is measured: what competing for the GIL costs on average (METHOD 14, lesson c).
  static let assumedSwitching = 0.08

  /// A run like those observed: each task from a random one of them.
  func draw(_ generator: inout SplitMix64) -> RunDemands {
    var run = baselines[Int.random(in: baselines.indices, using: &generator)]
    guard areAlike, baselines.count > 1 else { return run }
    for task in run.tasks.indices {
      run.tasks[task] =
        baselines[Int.random(in: baselines.indices, using: &generator)].tasks[task]
    }
    return run
  }

  /// A machine and an executor like those observed.
  func disturb(
    _ plan: inout ReplayPlan, _ inputs: ModelInputs, _ generator: inout SplitMix64
  ) {
    if let costs = inputs.costs.randomElement(using: &generator) { plan.take(costs) }
    if let width = inputs.widths.randomElement(using: &generator) {
      plan.discipline = .pool(slots: width)
    }
    // Measured against one thread alone, so one core's worth there always is (METHOD 14).
    let free = machine.freeCores.randomElement(using: &generator) ?? Double(machine.cores)
    plan.cores = cores(
      min(max(free, 1), Double(machine.cores)), isUneven: Bool.random(using: &generator))
    if let gil = plan.gil {
      let switching = Double.random(in: 0...(2 * Self.assumedSwitching), using: &generator)
      plan.gil = GILLoad(share: gil.share, switching: switching)
    }
  }

  /// Free cores either shared by all, or with what is missing taken from one of them.
  ///
  /// A core of which less than a half is left gets no thread for long: the
  /// system moves the thread, and the rest is shared.
  func cores(_ free: Double, isUneven: Bool) -> CoreCapacity {
    let whole = Int(free.rounded(.down))
    let rest = free - Double(whole)
    guard isUneven, whole >= 1, whole < 64, rest >= 0.5 else { return .shared(free) }
    return .unequal(Array(repeating: 1, count: whole) + [rest])
  }
}

extension RunDemands {
  /// T_seq as these tasks tell it: all of them one after another, with the serial code between
  /// them and the program's end; nil without tasks.
  ///
  /// Of a sequential run it is the makespan, but for waits for a core; of another run an
  /// estimate (METHOD 7).
  package var sequentialTime: Double? {
    guard !tasks.isEmpty else { return nil }
    let own = tasks.reduce(0.0) { $0 + Double($1.service.count) + Double($1.serialBefore.count) }
    return own + (model == .sequential ? Double(costs?.shutdown.count ?? 0) : 0)
  }

  package var phaseCount: Int { tasks.reduce(0) { $0 + $1.phases.count } }
}

extension ReplayPlan {
  /// K: slots, or tasks in flight.
  package var width: Int {
    switch discipline {
    case .inline: 1
    case .pool(let slots): slots
    case .loop(_, let limit): limit
    }
  }
}
