package import TraceModel

extension EventEncoder {
  /// Writes an interval of a lane: an `X` event.
  ///
  /// Spans of one lane must nest for the viewers. One that partly overlaps an
  /// earlier one is written as an async pair with an id of its own, its times
  /// unchanged, and counted.
  package mutating func span(
    _ name: String, _ category: String, on lane: LaneID, from start: Nanoseconds,
    to end: Nanoseconds, arguments: EventArguments = .none
  ) {
    if openSpan(name, category, on: lane, from: start, to: end, arguments) { close(arguments) }
  }

  /// Writes a span up to its arguments; false where it overlaps another and was written whole.
  private mutating func openSpan(
    _ name: String, _ category: String, on lane: LaneID, from start: Nanoseconds,
    to end: Nanoseconds, _ arguments: @autoclosure () -> EventArguments
  ) -> Bool {
    let (start, end) = fileInterval(from: start, to: end)
    let lane = portable(lane)
    guard let placed = nesting.place(start, end, on: lane, tolerance: tolerance.count) else {
      notes.overlapping += 1
      let id = EventEncoder.firstOwnID + UInt64(notes.overlapping)
      let name = named(name)
      let category = categorised(category)
      writeAsync(.asyncBegin, name, category, lane, id, start, arguments())
      writeAsync(.asyncEnd, name, category, lane, id, end, .none)
      return false
    }
    if placed != (start, end) { notes.clamped += 1 }
    open(.complete, named(name), categorised(category), on: lane)
    appendInterval(from: placed.0, to: placed.1)
    return true
  }

  /// Writes an interval that belongs to an async task, not to a lane: a `b`/`e` pair.
  ///
  /// `id` is unique among the async tasks of the process; all intervals of one
  /// task share it. Those of one task and category must nest.
  package mutating func asyncSpan(
    _ name: String, _ category: String, on lane: LaneID, id: UInt64, from start: Nanoseconds,
    to end: Nanoseconds, arguments: EventArguments = .none
  ) {
    let (start, end) = fileInterval(from: start, to: end)
    let lane = portable(lane)
    let name = named(name)
    let category = categorised(category)
    writeAsync(.asyncBegin, name, category, lane, id, start, arguments)
    writeAsync(.asyncEnd, name, category, lane, id, end, .none)
  }

  /// Writes the begin of an async interval; `asyncEnd` must follow with the
  /// same name, category and id.
  package mutating func asyncBegin(
    _ name: String, _ category: String, on lane: LaneID, id: UInt64, at time: Nanoseconds,
    arguments: EventArguments = .none
  ) {
    writeAsync(
      .asyncBegin, named(name), categorised(category), portable(lane), id, fileTime(time),
      arguments)
  }

  /// Writes the end of an async interval.
  package mutating func asyncEnd(
    _ name: String, _ category: String, on lane: LaneID, id: UInt64, at time: Nanoseconds,
    arguments: EventArguments = .none
  ) {
    writeAsync(
      .asyncEnd, named(name), categorised(category), portable(lane), id, fileTime(time), arguments)
  }

  /// Writes what the kernel's scheduler did with a lane, on a row of its own
  /// beside it (`LaneID.scheduler`), since such slices straddle the ends of tasks.
  package mutating func scheduling(
    _ state: SchedulingState, of lane: LaneID, cpu: Int32? = nil, from start: Nanoseconds,
    to end: Nanoseconds
  ) {
    kernelSpan(state.word, Category.sched.word, of: lane, cpu: cpu, from: start, to: end)
  }

  /// Writes why the kernel had blocked a lane, beside its scheduler slices.
  package mutating func kernelWait(
    _ reason: WaitReason, of lane: LaneID, from start: Nanoseconds, to end: Nanoseconds
  ) {
    kernelSpan(reason.word, Category.wait.word, of: lane, cpu: nil, from: start, to: end)
  }

  /// Most of a recording is this: no allocation where the span nests.
  private mutating func kernelSpan(
    _ name: String, _ category: String, of lane: LaneID, cpu: Int32?, from start: Nanoseconds,
    to end: Nanoseconds
  ) {
    let lane = portable(lane)
    let isOpen = openSpan(
      name, category, on: lane.scheduler, from: start, to: end, EventArguments(cpu: cpu, lane: lane)
    )
    if isOpen { closeKernel(lane, cpu) }
  }

  /// Ids of the async pairs that stand for overlapping spans: above any task's.
  private static let firstOwnID: UInt64 = 1 << 48

  private mutating func writeAsync(
    _ phase: EventPhase, _ name: String, _ category: String, _ lane: LaneID, _ id: UInt64,
    _ time: Int64, _ arguments: EventArguments
  ) {
    open(phase, name, category, on: lane)
    appendTime(time)
    append(",\"id2\":{\"local\":\"0x")
    appendHexadecimal(id)
    append("\"}")
    close(arguments)
  }

  func categorised(_ category: String) -> String {
    category.isEmpty ? Category.span.word : category
  }
}
