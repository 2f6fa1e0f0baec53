import TraceModel

extension ReleaseFinder {
  /// A step could not begin before its task's wait ended, or the task existed.
  mutating func addSteps() {
    var steps: [[Int32]] = Array(repeating: [], count: facts.tasks.count)
    for (index, phase) in facts.phases.enumerated() where phase.category == .step && phase.task >= 0
    {
      steps[Int(phase.task)].append(Int32(truncatingIfNeeded: index))
    }
    var waits: [[Int32]] = Array(repeating: [], count: facts.tasks.count)
    for (index, wait) in facts.taskWaits.enumerated() {
      waits[Int(wait.task)].append(Int32(truncatingIfNeeded: index))
    }
    for task in facts.tasks.indices where !steps[task].isEmpty {
      addSteps(
        of: task, steps[task].map { facts.phases[Int($0)] }.sorted { $0.start < $1.start },
        waits[task].map { facts.taskWaits[Int($0)] }.sorted { $0.end < $1.end })
    }
  }

  private mutating func addSteps(of task: Int, _ steps: [PhaseSpan], _ waits: [TaskWait]) {
    var next = 0
    var lane = facts.tasks[task].lane
    var previousEnd = facts.tasks[task].submit
    var isFirst = true
    for step in steps {
      var ended: TaskWait?
      while next < waits.count, waits[next].end <= step.start {
        if waits[next].end >= previousEnd { ended = waits[next] }
        next += 1
      }
      if let ended {
        addWait(ended, before: step, issuedOn: lane)
      } else if isFirst {
        addCreation(of: task, before: step)
      }
      isFirst = false
      lane = step.lane
      previousEnd = step.end
    }
    addEnd(of: task, waits, issuedOn: lane, after: previousEnd)
  }

  /// A task that ends with a wait lets its consumer go on as a last step would.
  private mutating func addEnd(
    of task: Int, _ waits: [TaskWait], issuedOn lane: Int32, after previousEnd: Int64
  ) {
    let end = facts.tasks[task].end
    guard let last = waits.last, last.start >= previousEnd, last.end == end else { return }
    let place = PhaseSpan(
      start: end, end: end, lane: lane, category: .step, task: -1, cpuTime: -1)
    addWait(last, before: place, issuedOn: lane)
  }

  private mutating func addCreation(of task: Int, before step: PhaseSpan) {
    let record = facts.tasks[task]
    let busyUntil = bodies.previousEnd(on: Int(step.lane), before: step.start)
    guard record.submit >= busyUntil, record.submit <= step.start else { return }
    append(
      Release(
        time: step.start, sourceLane: record.lane, sourceTime: record.submit, handOff: .loop,
        endsSomething: false), on: step.lane)
  }

  private mutating func addWait(_ wait: TaskWait, before step: PhaseSpan, issuedOn lane: Int32) {
    let busyUntil = bodies.previousEnd(
      on: Int(step.lane), before: step.start, stepsOnly: true)
    guard wait.end >= busyUntil else { return }
    if wait.reason == .join {
      guard let finisher = finishers.last(after: wait.start, to: wait.end, notOn: -1) else {
        return
      }
      append(
        Release(
          time: step.start, sourceLane: finisher.lane, sourceTime: finisher.end,
          handOff: .handoff, endsSomething: true), on: step.lane)
      return
    }
    let bucket: Bucket =
      switch wait.reason {
      case .io, .sleep: .io
      case .lock: .lock
      case .unknown: .unattributed
      default: .loop
      }
    append(
      Release(
        time: step.start, sourceLane: lane, sourceTime: wait.end, handOff: .loop,
        wait: Release.Wait(start: wait.start, lane: lane, bucket: bucket), endsSomething: true),
      on: step.lane)
  }
}
