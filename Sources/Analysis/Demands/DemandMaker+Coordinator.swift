import TraceModel

extension DemandMaker {
  /// The coordinator's own serial time before each task of the order given.
  ///
  /// What no phase, body or wait on its lane covers. Where nothing on the lane
  /// tells waiting from running, only the time before the first task counts.
  func serialTimes(_ order: [Int]) -> [Int64] {
    var times = Array(repeating: Int64(0), count: order.count)
    guard let first = order.first else { return times }
    times[0] = facts.tasks[first].submit
    guard let lane = coordinatorLane(order), isObserved(lane) else { return times }
    let covered = CoveredTime(
      facts.phases.filter { Int($0.lane) == lane }.map { ($0.start, $0.end) }
        + facts.waits.filter { Int($0.lane) == lane }.map { ($0.start, $0.end) })
    var previous: Int64 = 0
    for (place, task) in order.enumerated() {
      let submit = facts.tasks[task].submit
      times[place] = max(submit - previous, 0) - covered.time(previous, submit)
      previous = max(previous, submit)
    }
    return times
  }

  /// A sequential run's tasks lie on the lane that hands them out.
  private func coordinatorLane(_ order: [Int]) -> Int? {
    guard facts.model == .sequential, let first = order.first else { return facts.coordinator }
    let lane = facts.tasks[first].lane
    return order.allSatisfy { facts.tasks[$0].lane == lane } ? Int(lane) : facts.coordinator
  }

  private func isObserved(_ lane: Int) -> Bool {
    facts.model == .sequential || facts.waits.contains { Int($0.lane) == lane }
  }
}

/// How much of an interval some others cover.
struct CoveredTime {
  private var starts: [Int64] = []
  private var ends: [Int64] = []
  /// Covered time before each of the merged intervals.
  private var before: [Int64] = []

  init(_ intervals: [(Int64, Int64)]) {
    var total: Int64 = 0
    for (start, end) in intervals.sorted(by: { ($0.0, $0.1) < ($1.0, $1.1) }) where start < end {
      if let last = ends.last, start <= last {
        if end > last {
          total += end - last
          ends[ends.count - 1] = end
        }
      } else {
        starts.append(start)
        before.append(total)
        ends.append(end)
        total += end - start
      }
    }
  }

  /// The covered part of [from, to).
  func time(_ from: Int64, _ to: Int64) -> Int64 {
    from < to ? upTo(to) - upTo(from) : 0
  }

  private func upTo(_ time: Int64) -> Int64 {
    var low = 0
    var high = starts.count
    while low < high {
      let middle = (low + high) / 2
      if starts[middle] <= time { low = middle + 1 } else { high = middle }
    }
    guard low > 0 else { return 0 }
    return before[low - 1] + min(time, ends[low - 1]) - starts[low - 1]
  }
}
