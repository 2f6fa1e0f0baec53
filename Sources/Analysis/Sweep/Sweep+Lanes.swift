import TraceModel

extension Sweep {
  /// Finds a lane's state anew after one of its edges, and moves the counters.
  mutating func update(_ lane: Int) {
    let view = lanes[lane].view(at: now)
    let state = view.state
    let isOnCore = view.isOnCore(in: state)
    let body = innermostTask(lane, state)
    let old = (lanes[lane].state, lanes[lane].isOnCore, lanes[lane].body)
    if old == (state, isOnCore, body) { return }
    bookLane(lane)
    count(lane, -1)
    lanes[lane].state = state
    lanes[lane].isOnCore = isOnCore
    lanes[lane].body = body
    count(lane, 1)
    if old.0 != state {
      log.append(lane: lane, state, at: now)
      for task in lanes[lane].stepping { place(Int(task)) }
    }
  }

  /// The pool task that a lane's progress is booked on, or -1.
  private func innermostTask(_ lane: Int, _ state: Bucket?) -> Int32 {
    guard state == .work || state == .io, let top = lanes[lane].phases.last else { return -1 }
    return top.value.category == .task ? top.value.task : -1
  }

  /// Books a lane's useful time since its last change.
  private mutating func bookLane(_ lane: Int) {
    let time = now - lanes[lane].since
    lanes[lane].since = now
    let state = lanes[lane].state
    guard time > 0, state == .work || state == .io else { return }
    lanes[lane].useful &+= time
    let task = Int(lanes[lane].body)
    guard task >= 0 else { return }
    if state == .work { taskWork[task] &+= time } else { taskIO[task] &+= time }
  }

  mutating func closeLane(_ lane: Int) { bookLane(lane) }

  /// Adds or removes what a lane contributes to the counters.
  private mutating func count(_ lane: Int, _ sign: Int64) {
    let (state, isOnCore) = (lanes[lane].state, lanes[lane].isOnCore)
    if let state { laneCounts[state] += sign }
    if isOnCore {
      core.now.running[state ?? .unattributed] += sign
    } else if let state {
      core.now.lanes[state] += sign
    }
    countTasks(lanes[lane], sign)
    let isReady = lanes[lane].isReady
    change(lanes[lane].slotGroup) { group in
      if let state {
        group.counts[state] += sign
      } else if isReady {
        group.idleReady += sign
      } else {
        group.idleUnready += sign
      }
    }
  }

  /// The task ledger's part of a lane: METHOD 4.4, p to x.
  mutating func countTasks(_ lane: LaneState, _ sign: Int64) {
    if lane.preparing > 0 { taskCounts[lane.state ?? .dispatch] += sign * lane.preparing }
    if lane.serving > 0 { taskCounts[lane.state ?? .unattributed] += sign * lane.serving }
    if lane.sending > 0 { taskCounts[lane.state ?? .result] += sign * lane.sending }
  }

  mutating func makeReady(_ lane: Int) {
    guard !lanes[lane].isReady else { return }
    let isIdle = lanes[lane].state == nil
    lanes[lane].isReady = true
    if lanes[lane].isThread { unreadyThreads -= 1 }
    change(lanes[lane].slotGroup) { group in
      group.unready -= 1
      if isIdle {
        group.idleUnready -= 1
        group.idleReady += 1
      }
    }
    change(facts.lanes[lane].loopGroup) { $0.readyThreads += 1 }
  }
}
