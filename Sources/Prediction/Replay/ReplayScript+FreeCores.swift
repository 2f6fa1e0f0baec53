import TraceModel

extension ReplayScript {
  /// Above this a number of nanoseconds need not be whole in a binary fraction: 104 days.
  private static let largestWhole = 9_007_199_254_740_992.0

  /// When the last task ends, where each thread has a core for itself and keeps its task.
  ///
  /// Nothing slows a thread down then, so a task ends its own length after a thread took it:
  /// O(N log K) for K threads, and no events. All sums are of whole numbers that a binary
  /// fraction holds exactly, so it is to the last bit what `ReplayMachine` comes to.
  ///
  /// - Returns: Nil where this does not hold for the plan, or the sums would be rounded.
  func endOnFreeCores(_ plan: ReplayPlan) -> Double? {
    guard plan.cores == .unlimited, plan.gil == nil, isWhole, !submissions.isEmpty else {
      return nil
    }
    if case .loop = plan.discipline { return nil }
    let threads = min(plan.threads, submissions.count)
    let ready = plan.readiness.prefix(threads).map { max(Double($0.count), 0) }.sorted()
    let latest = (ready.last ?? 0) + max(submissions.max() ?? 0, 0) + total
    guard latest < Self.largestWhole else { return nil }
    if ready.isEmpty, threads == submissions.count { return endWithThreadEach }
    let atOnce = Array(repeating: 0.0, count: threads - ready.count)
    var free = MinHeap(ascending: atOnce + ready)
    var arrival = 0.0
    var last = 0.0
    for task in submissions.indices {
      arrival = max(arrival, submissions[task])
      let end = max(arrival, free.first ?? 0) + length(task)
      free.replaceFirst(by: end)
      last = max(last, end)
    }
    return last
  }

  /// No task waits for a thread.
  private var endWithThreadEach: Double {
    var arrival = 0.0
    var last = 0.0
    for task in submissions.indices {
      arrival = max(arrival, submissions[task])
      last = max(last, arrival + length(task))
    }
    return last
  }

  private func length(_ task: Int) -> Double {
    var length = 0.0
    for place in places[task]..<places[task + 1] { length += steps[place].amount }
    return length
  }
}
