import TraceModel

/// Makes the strips of the lanes chosen, each over the whole window.
struct StripMaker {
  let trace: Trace
  let owners: RunOwners
  let sweep: SlotSweep
  private let timelines: Timelines
  /// Of each group, whether every async task of it is a slot of its own.
  private let tasksAreSlots: [Bool]

  init(_ trace: Trace, _ owners: RunOwners, _ sweep: SlotSweep) {
    self.trace = trace
    self.owners = owners
    self.sweep = sweep
    timelines = Timelines(owners)
    var counts = Array(repeating: Int64(0), count: owners.facts.groups.count)
    for task in owners.facts.tasks.prefix(owners.facts.asyncCount) {
      counts[Int(task.group)] += 1
    }
    tasksAreSlots = counts.indices.map { group in
      sweep.loops[group].map { counts[group] <= $0.slots } ?? false
    }
  }

  /// The strips in the order of threads, then of async tasks as the file has them.
  ///
  /// - Returns: The strips, and how many did not fit.
  func strips(_ choice: LaneChoice, limit: Int) -> (strips: [LaneStrip], omitted: Int) {
    var rest = limit
    var made: [(order: (Int, Int), strip: LaneStrip)] = []
    for candidate in choice.candidates {
      guard rest > 0, let strip = strip(candidate.owner, atMost: rest) else { continue }
      rest -= strip.lengths.count
      switch candidate.owner {
      case .lane(let lane): made.append(((0, lane), strip))
      case .task(let task): made.append(((1, task), strip))
      }
    }
    made.sort { left, right in
      left.order.0 == 0 && right.order.0 == 0
        ? (left.strip.key.lane, left.order.1) < (right.strip.key.lane, right.order.1)
        : left.order < right.order
    }
    return (made.map(\.strip), choice.count - made.count)
  }

  private func strip(_ owner: Timelines.Owner, atMost limit: Int) -> LaneStrip? {
    switch owner {
    case .lane(let lane):
      var strip = LaneStrip(
        key: LaneKey(trace.lanes[lane].id), name: shortened(trace.lanes[lane].name),
        isSlot: owners.facts.lanes[lane].slotGroup >= 0, lengths: [], states: [])
      if strip.isSlot {
        guard let changes = sweep.strips.changes[lane] else { return nil }
        fill(&strip, changes)
      } else {
        timelines.forEach(owner, from: 0, to: owners.facts.makespan) { start, end, state in
          if strip.lengths.count <= limit { strip.append(end - start, state) }
        }
      }
      return strip.lengths.count <= limit ? strip : nil
    case .task(let task): return self.strip(task: task, atMost: limit)
    }
  }

  private func fill(_ strip: inout LaneStrip, _ changes: StripBuilder.Changes) {
    for (place, state) in changes.states.enumerated() {
      let isLast = place + 1 == changes.times.count
      let end = isLast ? owners.facts.makespan : changes.times[place + 1]
      strip.append(end - changes.times[place], state)
    }
  }

  /// In flight an async task is a slot; outside it is the idle slot that it leaves, or nothing where
  /// more tasks than there are slots share them.
  private func strip(task: Int, atMost limit: Int) -> LaneStrip? {
    let record = owners.facts.tasks[task]
    let name = trace.names[record.name == .none ? record.key : record.name]
    var strip = LaneStrip(
      key: LaneKey(owners.facts.lanes[Int(record.lane)].id, task: name),
      name: shortened(trace.names[record.key]), isSlot: true, lengths: [], states: [])
    let idle =
      tasksAreSlots[Int(record.group)] ? sweep.loops[Int(record.group)]?.idleStates ?? [] : []
    addIdle(&strip, 0, record.submit, idle)
    timelines.forEach(.task(task), from: record.submit, to: record.end) { start, end, state in
      if strip.lengths.count <= limit { strip.append(end - start, state) }
    }
    addIdle(&strip, max(record.end, record.submit), owners.facts.makespan, idle)
    return strip.lengths.count <= limit ? strip : nil
  }

  private func addIdle(
    _ strip: inout LaneStrip, _ from: Int64, _ to: Int64, _ idle: [(start: Int64, state: Bucket)]
  ) {
    guard !idle.isEmpty else { return strip.append(to - from, nil) }
    for (place, entry) in idle.enumerated() {
      let end = place + 1 < idle.count ? idle[place + 1].start : to
      strip.append(min(end, to) - max(entry.start, from), entry.state)
    }
  }

  /// Names are for labels: nobody reads more of one.
  private func shortened(_ name: String) -> String {
    name.utf8.count <= 256 ? name : String(name.prefix(200)) + "…"
  }
}

extension LaneStrip {
  /// Adds a stretch; one without length is none, and one in the last state makes that longer.
  fileprivate mutating func append(_ length: Int64, _ state: Bucket?) {
    guard length > 0 else { return }
    if let last = states.last, last == state {
      lengths[lengths.count - 1] += length
    } else {
      lengths.append(length)
      states.append(state)
    }
  }
}
