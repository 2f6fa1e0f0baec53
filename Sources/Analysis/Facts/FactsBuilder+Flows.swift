import TraceModel

extension FactsBuilder {
  /// Submissions and results give tasks their a, p, x and z.
  mutating func readFlows() {
    let asyncTasks = AsyncIndex(facts.tasks, count: facts.asyncCount) {
      Int64(facts.tasks[$0].name.index)
    }
    facts.links.reserveCapacity(trace.flows.count)
    for flow in trace.flows {
      let touches = seeEnds(of: flow)
      guard touches else { continue }
      switch flow.category {
      case .submit: readSubmission(flow, asyncTasks)
      case .result: readResult(flow, asyncTasks)
      case .wake: facts.hasWakes = true
      default: break
      }
      keepLink(flow, asyncTasks)
    }
    settleTasks()
  }

  /// Whether both ends that there are belong to the run, and one is in the window.
  private mutating func seeEnds(of flow: Flow) -> Bool {
    guard let tail = see(flow.start), let head = see(flow.end) else { return false }
    return tail || head
  }

  /// Whether the end there is lies in the window; nil when it is another run's.
  private mutating func see(_ end: Flow.End?) -> Bool? {
    guard let end else { return false }
    guard scope.lanes[Int(end.lane)] else { return nil }
    return see(end.lane, end.time.count, end.time.count)
  }

  private mutating func readSubmission(_ flow: Flow, _ asyncTasks: AsyncIndex) {
    guard flow.task != .none else { return }
    let submit = flow.start.map { clipped($0.time.count) }
    let pickup = flow.end.map { clipped($0.time.count) }
    // An async task's a is its `b`, its p the start of its first step.
    let isAsync = asyncTasks.find(Int64(flow.task.index), at: submit ?? 0) != nil
    guard let task = poolTasks.find(flow.task, preferably: flow.end?.lane) else {
      if !isAsync { appendUnstarted(flow, submit, pickup) }
      return
    }
    let index = Int(task)
    if let submit { facts.tasks[index].submit = min(facts.tasks[index].submit, submit) }
    guard let pickup else { return }
    let earliest = facts.tasks[index].isPickedUp ? facts.tasks[index].pickup : 0
    facts.tasks[index].pickup = max(earliest, min(pickup, facts.tasks[index].start))
    facts.tasks[index].isPickedUp = true
  }

  /// A task that was handed out, but of whose body the window shows nothing.
  private mutating func appendUnstarted(_ flow: Flow, _ submit: Int64?, _ pickup: Int64?) {
    guard let submit else { return }
    let end = max(submit, pickup ?? facts.makespan)
    if pickup == nil { facts.unfinished += 1 }
    facts.tasks.append(
      TaskRecord(
        submit: submit, pickup: end, start: end, end: end, sent: end, seen: end, lane: -1,
        name: flow.task, key: .none, isAsync: false, isPickedUp: pickup != nil))
  }

  private mutating func readResult(_ flow: Flow, _ asyncTasks: AsyncIndex) {
    guard flow.task != .none else { return }
    let sent = flow.start.map { clipped($0.time.count) }
    let seen = flow.end.map { clipped($0.time.count) }
    let task =
      poolTasks.find(flow.task, preferably: flow.start?.lane).map { Int($0) }
      ?? asyncTasks.find(Int64(flow.task.index), at: sent ?? 0)
    guard let task else { return }
    if let sent { facts.tasks[task].sent = max(facts.tasks[task].sent, sent) }
    if let seen { facts.tasks[task].seen = max(facts.tasks[task].seen, seen) }
  }

  /// Puts every task's instants in order: a ≤ p ≤ s ≤ e ≤ x ≤ z.
  private mutating func settleTasks() {
    for index in facts.tasks.indices {
      var task = facts.tasks[index]
      task.pickup = min(task.pickup, task.start)
      task.submit = min(task.submit, task.pickup)
      task.end = max(task.end, task.start)
      task.sent = max(task.sent, task.end)
      task.seen = max(task.seen, task.sent)
      facts.tasks[index] = task
    }
  }
}
