import TraceModel

extension Rewriter {
  /// Gives every span of every lane its category, lane by lane.
  mutating func markSpans() {
    let byLane = entriesByLane()
    var sweep = LaneSweep(
      mergesNested: plan.mergesNested || options.taskCategory != nil,
      nestedWaits: plan.nestedWaits)
    for (lane, entries) in byLane.enumerated() where !entries.isEmpty {
      sweep.sweep(entries)
      apply(sweep, lane: Int32(truncatingIfNeeded: lane))
    }
  }

  private func entriesByLane() -> [[LaneSweep.Entry]] {
    var byLane = [[LaneSweep.Entry]](repeating: [], count: trace.lanes.count)
    for index in trace.spans.indices {
      let meaning = meanings[index]
      if meaning == .plain || meaning == .dropped { continue }
      byLane[Int(trace.spans.lanes[index])].append(
        LaneSweep.Entry(
          start: trace.spans.starts[index], end: trace.spans.ends[index], index: index,
          meaning: meaning))
    }
    return byLane
  }

  private mutating func apply(_ sweep: LaneSweep, lane: Int32) {
    for phase in sweep.phases {
      if case .phase(let category) = phase.meaning {
        trace.spans.setCategory(category, at: phase.index)
      }
    }
    for task in sweep.tasks {
      let pieces = sweep.pieces(of: task)
      if let pieces {
        for piece in pieces { append(piece, of: task) }
        tasks += pieces.count
      } else {
        trace.spans.setCategory(.task, at: task.index)
        tasks += 1
      }
      if case .waitingTask(let reason) = task.meaning {
        appendWait(task.start, task.end, reason, lane)
      }
    }
    for wait in sweep.waits {
      if case .wait(let reason) = wait.meaning { appendWait(wait.start, wait.end, reason, lane) }
    }
  }

  /// A part of a task that is cut by waiting for work.
  private mutating func append(_ piece: Range<Int64>, of task: LaneSweep.Entry) {
    var span = trace.spans[task.index]
    span.start = Nanoseconds(piece.lowerBound)
    span.end = Nanoseconds(piece.upperBound)
    span.isUnfinished = span.isUnfinished && piece.upperBound == task.end
    span.category = .task
    trace.spans.append(span)
  }

  private mutating func appendWait(
    _ start: Int64, _ end: Int64, _ reason: WaitReason, _ lane: Int32
  ) {
    trace.spans.append(
      Span(
        start: Nanoseconds(start), end: Nanoseconds(end), name: trace.names.intern(reason.word),
        lane: lane, category: .wait))
  }

  /// Arrows that hand a task over name it, so that its queueing shows.
  mutating func markSubmissions() {
    guard let isSubmission = plan.isSubmission else { return }
    var starts: [TaskStart: Int] = [:]
    for index in trace.spans.indices where trace.spans.category(at: index) == .task {
      let start = TaskStart(lane: trace.spans.lanes[index], time: trace.spans.starts[index])
      starts[start] = index
    }
    for index in trace.flows.indices {
      let flow = trace.flows[index]
      guard isSubmission(flow), flow.start != nil, let end = flow.end,
        let task = starts[TaskStart(lane: end.lane, time: end.time.count)]
      else { continue }
      let name = trace.names.intern("#\(index)")
      trace.spans.setTask(name, at: task)
      trace.flows[index].task = name
      trace.flows[index].category = .submit
    }
  }
}

private struct TaskStart: Hashable {
  var lane: Int32
  var time: Int64
}
