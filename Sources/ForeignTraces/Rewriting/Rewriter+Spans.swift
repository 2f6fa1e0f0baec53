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
    if sweep.crossings > 0 {
      notes.append(
        "tasks that overlap on one lane without nesting: \(sweep.crossings); while they do, the"
          + " lane counts once")
    }
  }

  private func entriesByLane() -> [[LaneSweep.Entry]] {
    var byLane = [[LaneSweep.Entry]](repeating: [], count: trace.lanes.count)
    // Read once: each asking for a column from another module costs a call.
    let (lanes, starts, ends) = (trace.spans.lanes, trace.spans.starts, trace.spans.ends)
    for (index, meaning) in meanings.enumerated() {
      switch meaning {
      case .plain, .dropped: continue
      default:
        byLane[Int(lanes[index])].append(
          LaneSweep.Entry(start: starts[index], end: ends[index], index: index, meaning: meaning))
      }
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
        trace.spans.setTask(.none, at: task.index)
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
    span.task = .none
    trace.spans.append(span)
  }

  private mutating func appendWait(
    _ start: Int64, _ end: Int64, _ reason: WaitReason, _ lane: Int32
  ) {
    trace.spans.append(
      Span(
        start: Nanoseconds(start), end: Nanoseconds(end), name: name(of: reason), lane: lane,
        category: .wait))
  }

  /// The number of a reason's word, made once: reasons are many, words are few.
  mutating func name(of reason: WaitReason) -> NameTable.ID {
    if let known = reasonNames[Int(reason.rawValue)] { return known }
    let name = trace.names.intern(reason.word)
    reasonNames[Int(reason.rawValue)] = name
    return name
  }

  /// Arrows that hand a task over name it, so that its queueing shows.
  mutating func markSubmissions() {
    guard let isSubmission = plan.isSubmission else { return }
    var starts: [TaskStart: Int] = [:]
    let (lanes, times) = (trace.spans.lanes, trace.spans.starts)
    for index in trace.spans.indices where trace.spans.category(at: index) == .task {
      starts[TaskStart(lane: lanes[index], time: times[index])] = index
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
