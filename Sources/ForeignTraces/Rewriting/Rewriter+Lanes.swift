import TraceModel

extension Rewriter {
  /// With `--lane process` or `category`, spans move to one lane each.
  ///
  /// Arrows and marks stay on their threads' lanes.
  mutating func mergeLanes() {
    switch options.lane {
    case .process: mergeByProcess()
    case .category: mergeByCategory()
    case .thread, .matching, nil: break
    }
  }

  private mutating func mergeByProcess() {
    var merged: [Int64: Int32] = [:]
    var target: [Int32] = []
    for lane in trace.lanes {
      if let known = merged[lane.id.process] {
        target.append(known)
      } else {
        let index = Int32(truncatingIfNeeded: target.count)
        merged[lane.id.process] = index
        target.append(index)
      }
    }
    for index in trace.spans.indices {
      trace.spans.setLane(target[Int(trace.spans.lanes[index])], at: index)
    }
    for index in trace.asyncSpans.indices {
      trace.asyncSpans[index].lane = target[Int(trace.asyncSpans[index].lane)]
    }
    notes.append("a lane is a process (--lane process): its threads count as one")
  }

  private mutating func mergeByCategory() {
    var lanes: [UInt32: Int32] = [:]
    // No pid of the file is this: one before the numbers that stand for texts.
    let process = LaneID.firstTextNumber - 1
    for index in trace.spans.indices {
      let category = trace.spans.categoryNames[index]
      var lane = lanes[category] ?? -1
      if lane < 0 {
        lane = Int32(truncatingIfNeeded: trace.lanes.count)
        lanes[category] = lane
        trace.lanes.append(
          Lane(
            id: LaneID(process: process, thread: Int64(lanes.count)), name: facts.text(category)))
      }
      trace.spans.setLane(lane, at: index)
    }
    notes.append(
      "a lane is a category (--lane category): spans of one category at once, on any thread,"
        + " count as one")
  }

  /// Roles of the plan, and births at the window's start: when a thread was
  /// created the file does not say.
  mutating func giveRoles() {
    for (lane, roles) in plan.roles where trace.lanes.indices.contains(lane) {
      trace.lanes[lane].roles = roles
    }
    guard let window else { return }
    let birth = trace.names.intern("birth")
    var carries = [Bool](repeating: false, count: trace.lanes.count)
    let lanes = trace.spans.lanes
    for index in lanes.indices where trace.spans.category(at: index) != .span {
      carries[Int(lanes[index])] = true
    }
    for (lane, carries) in carries.enumerated() where carries {
      trace.instants.append(
        Instant(
          time: Nanoseconds(window.start), name: birth, lane: Int32(truncatingIfNeeded: lane),
          category: .lane))
    }
  }

  /// The run's own event, with the plan's words.
  mutating func describeRun() {
    guard let window, !trace.lanes.isEmpty else { return }
    var detail = SpanDetail()
    detail.run = RunArguments(
      model: ExecutionModel(rawValue: plan.model), cores: max(plan.cores ?? 0, 0))
    trace.details.append(detail)
    let lane = plan.runLane ?? facts.busiestLane
    trace.spans.append(
      Span(
        start: Nanoseconds(window.start), end: Nanoseconds(window.end),
        name: trace.names.intern("run"),
        lane: Int32(truncatingIfNeeded: min(max(lane, 0), trace.lanes.count - 1)), category: .run,
        detail: Int32(truncatingIfNeeded: trace.details.count - 1)))
    notes.append(plan.windowNote)
  }
}
