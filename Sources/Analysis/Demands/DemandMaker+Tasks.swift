import TraceModel

extension DemandMaker {
  /// The phases of one task; what waits for a resource that a replay models is left out.
  func demand(of task: Int) -> TaskDemand {
    let record = facts.tasks[task]
    var demand = TaskDemand(key: trace.names[record.key], phases: [])
    let owner: Timelines.Owner = record.isAsync ? .task(task) : .lane(Int(record.lane))
    let isWhole = marks.map { $0.name == demand.key } ?? false
    timelines.forEach(owner, from: record.isAsync ? record.submit : record.start, to: record.end) {
      start, end, state in
      guard let kind = Self.kind(of: state) else { return }
      forEachStepPart(of: task, record, start, end) { from, to, lane in
        let holdsLoop = record.isAsync && lane != nil && kind == .io
        guard let marks, let lane, !isWhole else {
          let time = Nanoseconds(to - from)
          demand.append(.init(kind, time, holdsLoop: holdsLoop, isMarked: isWhole))
          return
        }
        marks.split(from, to, on: lane) { first, last, isMarked in
          demand.append(
            .init(kind, Nanoseconds(last - first), holdsLoop: holdsLoop, isMarked: isMarked))
        }
      }
    }
    correct(&demand, task)
    return demand
  }

  private static func kind(of state: Bucket?) -> TaskDemand.Phase.Kind? {
    switch state {
    case .work: .cpu
    case .io: .io
    case .lock: .lock
    case .unattributed: .other
    default: nil
    }
  }

  /// Splits a stretch at the borders of the task's steps; outside them there is no lane.
  private func forEachStepPart(
    of task: Int, _ record: TaskRecord, _ start: Int64, _ end: Int64,
    _ body: (Int64, Int64, Int?) -> Void
  ) {
    guard record.isAsync else { return body(start, end, Int(record.lane)) }
    let places = steps.range(task)
    var low = places.lowerBound
    var high = places.upperBound
    while low < high {
      let middle = (low + high) / 2
      if facts.phases[steps[middle]].end <= start { low = middle + 1 } else { high = middle }
    }
    var now = start
    while low < places.upperBound, now < end {
      let step = facts.phases[steps[low]]
      guard step.start < end else { break }
      if step.start > now {
        body(now, step.start, nil)
        now = step.start
      }
      let stop = min(step.end, end)
      if stop > now {
        body(now, stop, Int(step.lane))
        now = stop
      }
      low += 1
    }
    if now < end { body(now, end, nil) }
  }

  /// Where no scheduler event tells running from waiting, the task's CPU time does.
  ///
  /// What exceeds it was a wait for a core when more workers than cores claimed
  /// to run, which a replay makes anew; else a wait for no known reason.
  private func correct(_ demand: inout TaskDemand, _ task: Int) {
    guard let measured = cpuTime(of: task) else { return }
    let claimed = demand.time(.cpu).count
    guard measured < claimed, claimed > 0 else { return }
    var before: Int64 = 0
    var kept: Int64 = 0
    for index in demand.phases.indices where demand.phases[index].kind == .cpu {
      before += demand.phases[index].time.count
      // Cut by sums, so that no rounding is lost between the phases.
      let upTo = Self.scaled(before, measured, claimed)
      demand.phases[index].time = Nanoseconds(upTo - kept)
      kept = upTo
    }
    demand.phases.removeAll { $0.time.count == 0 }
    if !isCrowded {
      let isMarked = demand.phases.allSatisfy(\.isMarked) && marks != nil
      demand.append(.init(.other, Nanoseconds(claimed - measured), isMarked: isMarked))
    }
  }

  private static func scaled(_ time: Int64, _ part: Int64, _ whole: Int64) -> Int64 {
    let product = UInt128(time.magnitude) * UInt128(part.magnitude)
    return Int64(clamping: product / UInt128(max(whole, 1).magnitude))
  }

  /// The CPU time of a task's bodies; nil where one does not say, or slices tell better.
  private func cpuTime(of task: Int) -> Int64? {
    let record = facts.tasks[task]
    if record.isAsync {
      return stepTime(of: task)
    }
    guard !facts.lanes[Int(record.lane)].hasSlices else { return nil }
    return bodyTimes[task]
  }

  private func stepTime(of task: Int) -> Int64? {
    let places = steps.range(task)
    guard !places.isEmpty else { return nil }
    var total: Int64 = 0
    for place in places {
      let body = facts.phases[steps[place]]
      guard body.cpuTime >= 0, !facts.lanes[Int(body.lane)].hasSlices else { return nil }
      let sum = total.addingReportingOverflow(body.cpuTime)
      if sum.overflow { return nil }
      total = sum.partialValue
    }
    return total
  }
}
