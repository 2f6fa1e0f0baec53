import TraceModel

extension PathReleases {
  /// A step could not begin before its task's wait ended, or the task existed.
  mutating func resolve(step index: Int, _ list: LaneReleases) -> Release? {
    let step = facts.phases[index]
    let task = Int(step.task)
    let spans = owners.asyncSpans
    let range = spans.steps.range(task)
    guard let place = range.first(from: index, in: spans.steps, facts) else { return nil }
    let previous = place > range.lowerBound ? facts.phases[spans.steps[place - 1]] : nil
    let previousEnd = previous?.end ?? facts.tasks[task].submit
    if let wait = wait(of: task, endedBy: step.start, since: previousEnd, after: previous?.start) {
      return resolve(
        wait, before: step.start, issuedOn: previous?.lane ?? facts.tasks[task].lane, list)
    }
    return previous == nil ? creation(of: task, before: step.start, list) : nil
  }

  /// A task that ends with a wait lets its consumer go on as a last step would.
  mutating func resolve(asyncEnd task: Int, _ list: LaneReleases) -> Release? {
    let spans = owners.asyncSpans
    guard let last = spans.waitsByEnd.range(task).last,
      let step = spans.steps.range(task).last
    else { return nil }
    return resolve(
      facts.taskWaits[spans.waitsByEnd[last]], before: facts.tasks[task].end,
      issuedOn: facts.phases[spans.steps[step]].lane, list)
  }

  /// The last wait of the task to end by an instant, if it ended no earlier than
  /// the previous step and that step did not follow it.
  private func wait(
    of task: Int, endedBy time: Int64, since: Int64, after start: Int64?
  ) -> TaskWait? {
    let waits = owners.asyncSpans.waitsByEnd
    var range = waits.range(task)
    while let middle = range.middle {
      let isBefore = facts.taskWaits[waits[middle]].end <= time
      range = isBefore ? middle + 1..<range.upperBound : range.lowerBound..<middle
    }
    guard range.lowerBound > waits.range(task).lowerBound else { return nil }
    let wait = facts.taskWaits[waits[range.lowerBound - 1]]
    guard wait.end >= since else { return nil }
    if let start, wait.end <= start { return nil }
    return wait
  }

  private func creation(
    of task: Int, before time: Int64, _ list: LaneReleases
  ) -> Release? {
    let record = facts.tasks[task]
    let busyUntil = list.previousEnd(before: time, stepsOnly: false)
    guard record.submit >= busyUntil, record.submit <= time else { return nil }
    return Release(
      time: time, sourceLane: record.lane, sourceTime: record.submit, handOff: .loop,
      endsSomething: false)
  }

  private mutating func resolve(
    _ wait: TaskWait, before time: Int64, issuedOn lane: Int32, _ list: LaneReleases
  ) -> Release? {
    guard wait.end >= list.previousEnd(before: time, stepsOnly: true) else { return nil }
    if wait.reason == .join {
      guard let finisher = finishers.last(after: wait.start, to: wait.end, notOn: -1) else {
        return nil
      }
      return Release(
        time: time, sourceLane: finisher.lane, sourceTime: finisher.end, handOff: .handoff,
        endsSomething: true)
    }
    let bucket: Bucket =
      switch wait.reason {
      case .io, .sleep: .io
      case .lock: .lock
      case .unknown: .unattributed
      default: .loop
      }
    return Release(
      time: time, sourceLane: lane, sourceTime: wait.end, handOff: .loop,
      wait: Release.Wait(start: wait.start, lane: lane, bucket: bucket), endsSomething: true)
  }
}

extension Range<Int> {
  fileprivate var middle: Int? { isEmpty ? nil : (lowerBound + upperBound) / 2 }

  /// The place of a step among its task's, which are in order of their starts.
  fileprivate func first(from index: Int, in steps: Grouped, _ facts: RunFacts) -> Int? {
    let start = facts.phases[index].start
    var rest = self
    while let middle = rest.middle {
      let isBefore = facts.phases[steps[middle]].start < start
      rest = isBefore ? middle + 1..<rest.upperBound : rest.lowerBound..<middle
    }
    return (rest.lowerBound..<upperBound).first { steps[$0] == index }
  }
}
