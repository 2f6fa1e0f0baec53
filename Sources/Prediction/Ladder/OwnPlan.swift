package import Analysis
import TraceModel

extension RunDemands {
  /// The plan under which a replay of the run's own tasks stands for the run itself.
  ///
  /// - Parameter gil: The lock where one binds; nil where the run has none.
  /// - Returns: Nil where the tasks cannot be replayed.
  package func ownPlan(gil: GILLoad? = nil) -> ReplayPlan? {
    guard obstacle == nil, !tasks.isEmpty, let costs else { return nil }
    let discipline: ReplayPlan.Discipline =
      loopThreads.map { .loop(threads: $0, inFlight: max(slots, 1)) }
      ?? (model == .sequential ? .inline : .pool(slots: max(slots, 1)))
    var plan = ReplayPlan(discipline, cores: .shared(Double(max(cores, 1))))
    if let gil {
      plan.gil = gil
    } else if let share = gilShare, share > 0 {
      plan.gil = GILLoad(share: share)
    }
    plan.take(costs)
    return plan
  }
}
