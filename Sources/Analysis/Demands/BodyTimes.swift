import TraceModel

/// The CPU time that the bodies of each pool task say they took.
struct BodyTimes {
  private static let none: Int64 = -1
  private static let unknown: Int64 = -2

  /// By task, or one of the above.
  private var times: [Int64] = []

  init() {}

  init(_ facts: RunFacts) {
    times = Array(repeating: Self.none, count: facts.tasks.count)
    for phase in facts.phases where phase.category == .task && phase.task >= 0 {
      let task = Int(phase.task)
      guard times[task] != Self.unknown else { continue }
      let sum = max(times[task], 0).addingReportingOverflow(phase.cpuTime)
      times[task] = phase.cpuTime < 0 || sum.overflow ? Self.unknown : sum.partialValue
    }
  }

  /// Nil where a task has no body, or one of them does not say.
  subscript(task: Int) -> Int64? {
    times.indices.contains(task) && times[task] >= 0 ? times[task] : nil
  }
}
