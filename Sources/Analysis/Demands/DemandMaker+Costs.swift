import TraceModel

extension DemandMaker {
  /// What the executor added (METHOD 8.1), as far as the trace shows it.
  func costs(_ order: [Int]) -> ExecutorCosts {
    var costs = ExecutorCosts()
    guard let first = order.first else { return costs }
    costs.firstSubmission = Nanoseconds(facts.tasks[first].submit)
    costs.serialLead = Nanoseconds(
      min(facts.marks.firstCreation, facts.tasks[first].submit))
    costs.readiness = facts.lanes.filter(\.isExecutorThread).map { Nanoseconds($0.ready) }.sorted()
    if let lane = facts.coordinator, facts.model != .sequential {
      let handing = overhead(on: lane)
      costs.coordinatorPerTask = Nanoseconds(handing / Int64(order.count))
    }
    costs.workerPerTask = Nanoseconds(workerCost(order))
    let sent = order.map { facts.tasks[$0].sent }.max() ?? 0
    let seen = max(order.map { facts.tasks[$0].seen }.max() ?? 0, sent)
    costs.returnDelay = Nanoseconds(seen - sent)
    costs.shutdown = Nanoseconds(max(facts.makespan - seen, 0))
    return costs
  }

  /// Dispatch and serialization on a lane.
  private func overhead(on lane: Int) -> Int64 {
    var time: Int64 = 0
    timelines.forEach(.lane(lane), from: 0, to: facts.makespan) { start, end, state in
      if state == .dispatch || state == .serialization { time += end - start }
    }
    return time
  }

  /// The median over the workers, so that one that was preempted in between does not count.
  private func workerCost(_ order: [Int]) -> Int64 {
    var counts: [Int32: Int64] = [:]
    // A task that was cut off before its body has no lane.
    for task in order where !facts.tasks[task].isAsync && facts.tasks[task].lane >= 0 {
      counts[facts.tasks[task].lane, default: 0] += 1
    }
    let coordinator = facts.coordinator
    let costs = counts.filter { Int($0.key) != coordinator }
      .map { overhead(on: Int($0.key)) / $0.value }.sorted()
    return costs.isEmpty ? 0 : costs[(costs.count - 1) / 2]
  }
}
