import Analysis
import TraceModel

/// Turns a model's name and what is known of it into a plan to replay.
struct PlanMaker {
  var machine: MachineInputs
  var tasks: Int

  /// The plan without costs, on all cores; or why there is none.
  func plan(_ inputs: ModelInputs) -> Result<ReplayPlan, PredictionAbsence> {
    let width = max(inputs.slots ?? tasks, 1)
    let cores = CoreCapacity.shared(Double(machine.cores))
    switch inputs.model {
    case .sequential: return .success(ReplayPlan(.inline, cores: cores))
    case .threads, .dispatch:
      guard let hasGIL = machine.hasGIL else { return .failure(.lockUnknown) }
      // The queue chooses its own width: as many threads as there are cores.
      let slots = inputs.model == .dispatch ? inputs.slots ?? machine.cores : width
      var plan = ReplayPlan(.pool(slots: slots), cores: cores)
      if hasGIL {
        guard let share = machine.gilShare else { return .failure(.lockShareUnknown) }
        plan.gil = GILLoad(share: share)
      }
      return .success(plan)
    case .processes: return .success(ReplayPlan(.pool(slots: width), cores: cores))
    case .async, .actor: return .success(loop(1, width, blocking: 0, cores))
    case .asyncBlocking: return .success(loop(1, width, blocking: 1, cores))
    case .tasks:
      return .success(
        loop(min(inputs.loopThreads ?? machine.cores, machine.cores), width, blocking: 0, cores))
    case .asyncio:
      guard let share = inputs.blockingShare else { return .failure(.blockingUnknown) }
      return .success(loop(1, width, blocking: share, cores))
    default: return .failure(.unknownModel)
    }
  }

  private func loop(
    _ threads: Int, _ limit: Int, blocking: Double, _ cores: CoreCapacity
  ) -> ReplayPlan {
    var plan = ReplayPlan(.loop(threads: threads, inFlight: limit), cores: cores)
    plan.blockingShare = blocking
    return plan
  }
}
