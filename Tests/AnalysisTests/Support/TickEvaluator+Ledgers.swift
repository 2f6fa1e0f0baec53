import TraceModel

@testable import Analysis

extension TickEvaluator {
  mutating func book(_ tick: Int64) {
    for group in groups.indices { bookSlots(group, tick) }
    bookTasks(tick)
    bookCores(tick)
  }

  func isQueued(_ task: Task, _ tick: Int64) -> Bool {
    !task.isAsync && task.submit <= tick && tick < task.pickup
  }

  /// (dispatch, startup, the rest) of the tasks queued for a group.
  func queued(_ group: Int, _ tick: Int64) -> (Int, Int, Int) {
    if groups[group].isLoop { return (0, 0, 0) }
    let count = tasks.count { $0.group == group && isQueued($0, tick) }
    let lanes = groups[group].lanes
    let idle = lanes.count { state(of: $0, tick) == nil && ready(of: $0) <= tick }
    let dispatch = min(count, idle)
    let startup = min(count - dispatch, lanes.count { ready(of: $0) > tick })
    return (dispatch, startup, count - dispatch - startup)
  }

  func marks(_ group: Int?) -> (create: Int64, lastSubmit: Int64, lastEnd: Int64) {
    let own = tasks.filter { group == nil || $0.group == group }
    let startups = trace.spans.filter { span in
      guard span.category == .startup, touches(span.start, span.end) else { return false }
      guard let group else { return true }
      let lane = Int(span.lane)
      return groups[group].lanes.contains(lane) || !groups.contains { $0.lanes.contains(lane) }
    }.map { relative($0.start) }
    let create = min(own.map(\.submit).min() ?? length, startups.min() ?? length)
    return (create, own.map(\.submit).max() ?? length, own.map(\.end).max() ?? length)
  }

  mutating func bookSlots(_ group: Int, _ tick: Int64) {
    let (create, lastSubmit, lastEnd) = groupMarks[group]
    let late: Bucket = tick < lastSubmit ? .serial : .tail
    func classify(_ isReady: Bool) -> Bucket {
      if tick >= lastEnd { return .teardown }
      if tick < create { return .serial }
      return isReady ? late : .startup
    }
    let lanes = groups[group].lanes
    if groups[group].isLoop {
      let flying = inFlight(group, tick)
      for task in flying { slotLedger[state(of: task, tick), default: 0] += 1 }
      let isReady = lanes.contains { ready(of: $0) <= tick }
      slotLedger[classify(isReady), default: 0] += Int64(groups[group].slots - flying.count)
      return
    }
    slotLedger[.unused, default: 0] += Int64(groups[group].slots - lanes.count)
    var dispatchable = queued(group, tick).0
    for lane in lanes {
      if let state = state(of: lane, tick) {
        slotLedger[state, default: 0] += 1
      } else {
        var bucket = classify(ready(of: lane) <= tick)
        if bucket == late && dispatchable > 0 {
          bucket = .dispatch
          dispatchable -= 1
        }
        slotLedger[bucket, default: 0] += 1
      }
    }
  }

  mutating func bookTasks(_ tick: Int64) {
    for group in groups.indices {
      let (dispatch, startup, rest) = queued(group, tick)
      taskLedger[.dispatch, default: 0] += Int64(dispatch)
      taskLedger[.startup, default: 0] += Int64(startup)
      taskLedger[.queue, default: 0] += Int64(rest)
    }
    for task in tasks where task.submit <= tick && tick < task.seen && !isQueued(task, tick) {
      taskLedger[bucket(of: task, tick), default: 0] += 1
    }
  }

  private func bucket(of task: Task, _ tick: Int64) -> Bucket {
    if task.isAsync { return tick < task.end ? state(of: task, tick) : .result }
    if tick >= task.sent { return .result }
    if let state = state(of: task.lane, tick) { return state }
    return tick < task.start ? .dispatch : tick < task.end ? .unattributed : .result
  }

  mutating func bookCores(_ tick: Int64) {
    let lanes = trace.lanes.indices
    let running = lanes.filter { isOnCore($0, tick) }
    let cores = arguments.cores
    let scale = running.count > cores ? Double(cores) / Double(running.count) : 1
    if running.count > cores { isEstimated = true }
    for lane in running {
      coreLedger[state(of: lane, tick) ?? .unattributed, default: 0] += scale
    }
    var waiting = candidates(lanes.filter { !running.contains($0) }, tick)
    let rest = rest(tick)
    for _ in 0..<max(cores - running.count, 0) {
      let bucket = waiting.isEmpty ? rest : waiting.removeFirst()
      coreLedger[bucket, default: 0] += 1
    }
  }

  /// Everything that could use an idle core, in METHOD 4.3's order.
  private func candidates(_ lanes: [Int], _ tick: Int64) -> [Bucket] {
    let states = lanes.compactMap { state(of: $0, tick) }
    let flying = groups.indices.flatMap { inFlight($0, tick) }
    let tasks = flying.filter { steppingLane($0, tick) == nil }.map { state(of: $0, tick) }
    var order: [Bucket] = []
    func add(_ bucket: Bucket, _ count: Int) {
      order += Array(repeating: bucket, count: count)
    }
    let queues = groups.indices.map { queued($0, tick) }
    add(.runq, states.count { $0 == .runq })
    add(.gil, states.count { $0 == .gil })
    add(.lock, (states + tasks).count { $0 == .lock })
    add(.loop, tasks.count { $0 == .loop })
    add(.dispatch, queues.map(\.0).reduce(0, +))
    add(.startup, queues.map(\.1).reduce(0, +))
    for bucket in [Bucket.serialization, .startup, .dispatch, .teardown] {
      add(bucket, states.count { $0 == bucket })
    }
    add(.tooFewWorkers, queues.map(\.2).reduce(0, +))
    add(.io, (states + tasks).count { $0 == .io })
    add(.unattributed, (states + tasks).count { $0 == .unattributed })
    return order
  }

  private func rest(_ tick: Int64) -> Bucket {
    let (create, lastSubmit, lastEnd) = runMarks
    if arguments.model == .sequential { return .serial }
    if tick >= lastEnd { return .teardown }
    if tick < create { return .serial }
    if groups.contains(where: { $0.lanes.contains { ready(of: $0) > tick } }) { return .startup }
    return tick < lastSubmit ? .serial : .tail
  }
}
