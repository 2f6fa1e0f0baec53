import TraceModel

extension Sweep {
  mutating func apply(_ edge: Edge) {
    let index = Int(edge.index)
    switch edge.kind {
    case .phaseStart: startPhase(index)
    case .phaseEnd: endPhase(index)
    case .waitStart:
      let wait = facts.waits[index]
      lanes[Int(wait.lane)].waits.append(LaneState.Open(end: wait.end, value: wait.reason))
      update(Int(wait.lane))
    case .waitEnd: update(Int(facts.waits[index].lane))
    case .sliceStart:
      let slice = facts.slices[index]
      lanes[Int(slice.lane)].slices.append(LaneState.Open(end: slice.end, value: slice.state))
      update(Int(slice.lane))
    case .sliceEnd: update(Int(facts.slices[index].lane))
    case .laneBirth:
      lanes[index].isBorn = true
      update(index)
    case .laneReady: makeReady(index)
    case .laneDeath:
      lanes[index].isDead = true
      update(index)
    case .mark: change(edge.index) { _ in }
    default: applyToTask(edge.kind, index)
    }
  }

  private mutating func applyToTask(_ kind: Edge.Kind, _ index: Int) {
    let task = facts.tasks.indices.contains(index) ? facts.tasks[index] : nil
    switch kind {
    case .asyncStart: startAsync(index)
    case .asyncEnd: endAsync(index)
    case .taskWaitStart: startTaskWait(facts.taskWaits[index])
    case .taskWaitEnd: endTaskWait(facts.taskWaits[index])
    case .queueStart: change(task?.group ?? -1) { $0.queued += 1 }
    case .queueEnd: change(task?.group ?? -1) { $0.queued -= 1 }
    case .prepareStart: changeLane(task) { $0.preparing += 1 }
    case .prepareEnd: changeLane(task) { $0.preparing -= 1 }
    case .serviceStart: changeLane(task) { $0.serving += 1 }
    case .serviceEnd: changeLane(task) { $0.serving -= 1 }
    case .sendStart: changeLane(task) { $0.sending += 1 }
    case .sendEnd: changeLane(task) { $0.sending -= 1 }
    case .resultStart: taskCounts[.result] += 1
    case .resultEnd: taskCounts[.result] -= 1
    default: break
    }
  }

  private mutating func changeLane(_ task: TaskRecord?, _ body: (inout LaneState) -> Void) {
    guard let lane = task?.lane, lane >= 0 else { return }
    countTasks(lanes[Int(lane)], -1)
    body(&lanes[Int(lane)])
    countTasks(lanes[Int(lane)], 1)
  }

  private mutating func startPhase(_ index: Int) {
    let span = facts.phases[index]
    let lane = Int(span.lane)
    if span.isBody { startBody(span, on: lane) }
    if span.start < span.end {
      lanes[lane].phases.append(
        LaneState.Open(
          end: span.end, value: .init(category: span.category, task: span.task)))
      update(lane)
      if span.category == .step, span.task >= 0 { startStep(span) }
    } else if span.category == .step, span.task >= 0 {
      steps.see(lag: now - asyncTasks[Int(span.task)].readySince, length: 0)
    }
  }

  private mutating func endPhase(_ index: Int) {
    let span = facts.phases[index]
    guard span.start < span.end else { return }
    let lane = Int(span.lane)
    if span.isBody { endBody(span, on: lane) }
    if span.category == .step, span.task >= 0 {
      let task = Int(span.task)
      asyncTasks[task].readySince = now
      place(task)
    }
    update(lane)
  }

  private mutating func startBody(_ span: PhaseSpan, on lane: Int) {
    lanes[lane].hasBodies = true
    guard span.start < span.end else { return }
    if lanes[lane].openBodies == 0 {
      lanes[lane].bodiesSince = now
      bodyCPU.see(span.cpuTime)
    }
    lanes[lane].openBodies += 1
    guard span.category == .task else { return }
    if lanes[lane].openTasks == 0 {
      lanes[lane].tasksSince = now
      overlap.enter(lane: lane, at: now)
    }
    lanes[lane].openTasks += 1
  }

  private mutating func endBody(_ span: PhaseSpan, on lane: Int) {
    lanes[lane].openBodies -= 1
    if lanes[lane].openBodies == 0 {
      lanes[lane].bodyTime &+= now - lanes[lane].bodiesSince
    }
    guard span.category == .task else { return }
    lanes[lane].openTasks -= 1
    if lanes[lane].openTasks == 0 {
      lanes[lane].taskTime &+= now - lanes[lane].tasksSince
      overlap.leave(lane: lane, at: now)
    }
  }
}
