import TraceModel

extension Sweep {
  /// How many open steps may follow their lane's state; no thread nests so many.
  private static let mostStepsOnLane = 64

  mutating func startAsync(_ task: Int) {
    asyncTasks[task].isInFlight = true
    asyncTasks[task].readySince = now
    overlap.enter(task: task, at: now)
    change(facts.tasks[task].group) { $0.inFlight += 1 }
    place(task)
  }

  mutating func endAsync(_ task: Int) {
    asyncTasks[task].isInFlight = false
    overlap.leave(task: task, at: now)
    change(facts.tasks[task].group) { $0.inFlight -= 1 }
    place(task)
  }

  mutating func startStep(_ span: PhaseSpan) {
    let task = Int(span.task)
    steps.see(lag: max(now - asyncTasks[task].readySince, 0), length: span.end - span.start)
    asyncTasks[task].steps.append(LaneState.Open(end: span.end, value: span.lane))
    place(task)
  }

  mutating func startTaskWait(_ wait: TaskWait) {
    let task = Int(wait.task)
    asyncTasks[task].waits.append(LaneState.Open(end: wait.end, value: wait.reason))
    place(task)
  }

  mutating func endTaskWait(_ wait: TaskWait) {
    let task = Int(wait.task)
    asyncTasks[task].readySince = now
    place(task)
  }

  /// Finds an async task's bucket anew, and moves the counters.
  mutating func place(_ task: Int) {
    let lane = asyncTasks[task].isInFlight ? asyncTasks[task].currentLane(at: now) : -1
    if lane != asyncTasks[task].lane { move(task, to: lane) }
    let bucket = bucket(of: task, on: lane)
    countOffCore(task, lane < 0 ? bucket : nil)
    let old = asyncTasks[task].bucket
    if old == bucket { return }
    bookAsync(task)
    asyncTasks[task].bucket = bucket
    change(facts.tasks[task].group) { group in
      if let old { group.counts[old] -= 1 }
      if let bucket { group.counts[bucket] += 1 }
    }
    if let old { taskCounts[old] -= 1 }
    if let bucket { taskCounts[bucket] += 1 }
    log.append(task: task, bucket, at: now)
  }

  /// A task in a step is on its lane's account; outside it is on its own.
  private mutating func countOffCore(_ task: Int, _ bucket: Bucket?) {
    let old = asyncTasks[task].waitingIn
    if old == bucket { return }
    if let old { core.now.tasks[old] -= 1 }
    if let bucket { core.now.tasks[bucket] += 1 }
    asyncTasks[task].waitingIn = bucket
  }

  /// Books an async task's progress since its last change.
  mutating func bookAsync(_ task: Int) {
    let time = now - asyncTasks[task].since
    asyncTasks[task].since = now
    if asyncTasks[task].bucket == .work { taskWork[task] &+= time }
    if asyncTasks[task].bucket == .io { taskIO[task] &+= time }
  }

  /// Keeps the lanes' lists of the tasks that step on them.
  private mutating func move(_ task: Int, to lane: Int32) {
    let old = asyncTasks[task].lane
    if old >= 0, let place = lanes[Int(old)].stepping.lastIndex(of: Int32(task)) {
      lanes[Int(old)].stepping.remove(at: place)
    }
    asyncTasks[task].lane = lane
    asyncTasks[task].isCrowdedOut = false
    guard lane >= 0 else { return }
    if lanes[Int(lane)].stepping.count < Self.mostStepsOnLane {
      lanes[Int(lane)].stepping.append(Int32(task))
    } else {
      asyncTasks[task].isCrowdedOut = true
      crowdedSteps += 1
    }
  }

  /// METHOD 4.2: in a step the lane's state, in a wait its reason, else `loop`.
  private mutating func bucket(of task: Int, on lane: Int32) -> Bucket? {
    guard asyncTasks[task].isInFlight else { return nil }
    if asyncTasks[task].isCrowdedOut { return .unattributed }
    if lane >= 0 { return lanes[Int(lane)].state ?? .unattributed }
    switch asyncTasks[task].currentWait(at: now) {
    case .io, .sleep: return .io
    case .join: return .join
    case .lock: return .lock
    case .unknown: return .unattributed
    default: return .loop
    }
  }
}
