package import TraceModel

/// Formats events as JSON text, one event per line, so that Perfetto, catapult
/// and the DevTools Performance panel read them without a warning.
///
/// Times are CLOCK_MONOTONIC nanoseconds; the origin is written as 1 µs, since
/// DevTools leaves an event at 0 out of its range. They are written as
/// microseconds with three decimals, exactly. Every event has a name, a
/// category (but counters and metadata), pid, tid and time.
///
/// What a viewer could not read is changed as little as possible and counted
/// in `notes`. One encoder serves one process or one file; it is a value and
/// does no input or output.
///
/// Cost: about a third of what zlib takes for the text at level 1, for the text
/// around the numbers is kept by phase, lane, name and category. A plain span is
/// about 105 bytes of text and 14 in the file, a task with its arguments 156 and
/// 23. Memory: the lines not yet taken, 0.3 to 1.5 MiB of templates and arrows,
/// at most 40 MiB to check nesting with (`LaneNesting`), and 4,096 counters.
package struct EventEncoder {
  /// CLOCK_MONOTONIC nanoseconds that are written as 1 µs.
  package let origin: Nanoseconds
  /// How far the ends of a span are moved to make it nest.
  package let tolerance: Nanoseconds
  /// Events formatted so far; an async span counts as two.
  package private(set) var eventCount = 0
  /// What was changed or left out.
  package internal(set) var notes = EncodingNotes()
  /// Spans written as async pairs because they partly overlap another of their lane.
  package var overlappingCount: Int { notes.overlapping }

  private static let firstCapacity = 1 << 16
  private static let spareCapacity = 1 << 10

  /// Lines not yet taken, each led by a comma and a line break.
  private var text: [UInt8] = []
  private var templates = TemplateCache()
  private var numbers = LaneNumbers()
  var nesting = NestingByLane()
  var flows = FlowMemory()
  var counters = CounterMemory()

  /// - Parameters:
  ///   - origin: what is written as 1 µs; nothing should lie before it.
  ///   - tolerance: how far an end may be moved to make a span nest. Two drains
  ///     that convert the same tick with two calibrations differ by a few
  ///     nanoseconds; a larger overlap is real and is kept as it is.
  package init(origin: Nanoseconds, tolerance: Nanoseconds = Nanoseconds(100)) {
    self.origin = origin
    self.tolerance = tolerance
  }

  /// The text formatted since the last call: whole event objects joined by
  /// ",\n", with neither a leading nor a trailing comma; empty when there is none.
  package mutating func takeLines() -> [UInt8] {
    let lines = Array(text.dropFirst(Template.separator.utf8CodeUnitCount))
    text.removeAll(keepingCapacity: true)
    return lines
  }

  /// Hands the text over without a copy, each line led by ",\n", and forgets it.
  mutating func takeText(_ body: (Swift.Span<UInt8>) throws(TraceFileError) -> Void)
    throws(TraceFileError)
  {
    defer { text.removeAll(keepingCapacity: true) }
    try body(text.span)
  }

  /// Bytes formatted and not yet taken.
  package var pendingByteCount: Int { text.count }
}

// MARK: - The pieces every kind of event is made of

extension EventEncoder {
  /// Nanoseconds after the file's zero, at least 1,000.
  mutating func fileTime(_ time: Nanoseconds) -> Int64 {
    let (sinceOrigin, overflow) = time.count.subtractingReportingOverflow(origin.count)
    if overflow { return time < origin ? early() : Nanoseconds.admitted.upperBound.count }
    if sinceOrigin < 0 { return early() }
    return min(sinceOrigin, Nanoseconds.admitted.upperBound.count - 1000) + 1000
  }

  private mutating func early() -> Int64 {
    notes.early += 1
    return 1000
  }

  mutating func fileInterval(from start: Nanoseconds, to end: Nanoseconds) -> (Int64, Int64) {
    let early = notes.early
    let fileStart = fileTime(start)
    let fileEnd = fileTime(end)
    notes.early = min(notes.early, early + 1)
    if end < start { notes.reversed += 1 }
    return (fileStart, max(fileStart, fileEnd))
  }

  mutating func portable(_ lane: LaneID) -> LaneID {
    if lane.isPortable { return lane }
    defer { notes.renumbered = numbers.count }
    return numbers.portable(lane)
  }

  /// The lane that stands for the whole process: its main thread.
  mutating func mainLane(of process: Int64) -> LaneID {
    defer { notes.renumbered = numbers.count }
    let number = numbers.portable(process: process)
    return LaneID(process: number, thread: number)
  }

  mutating func named(_ name: String) -> String {
    if !name.isEmpty { return name }
    notes.unnamed += 1
    return "unnamed"
  }

  /// Opens a line with its template: `{"ph":…,"name":…,"ts":`.
  mutating func open(_ phase: EventPhase, _ name: String, _ category: String, on lane: LaneID) {
    // Growth in steps; the pieces that follow ask for exactly what they need.
    if text.capacity - text.count < EventEncoder.spareCapacity {
      text.reserveCapacity(max(EventEncoder.firstCapacity, 2 * text.capacity))
    }
    templates.append(phase, lane, name, category, to: &text)
  }

  /// Appends a time, which the template has announced.
  mutating func appendTime(_ time: Int64) {
    JSONText.appendMicroseconds(time, to: &text)
  }

  /// Appends a time, which the template has announced, and `,"dur":1.000`.
  mutating func appendInterval(from start: Int64, to end: Int64) {
    text.append(addingCapacity: 64) { output in
      output.appendMicroseconds(start)
      output.append(",\"dur\":")
      output.appendMicroseconds(end &- start)
    }
  }

  mutating func append(_ literal: StaticString) { JSONText.append(literal, to: &text) }

  mutating func appendDigits(_ value: UInt64) { JSONText.appendDigits(value, to: &text) }

  mutating func appendHexadecimal(_ value: UInt64) {
    text.append(addingCapacity: 16) { output in output.appendHexadecimal(value) }
  }

  /// Closes the line with its arguments.
  mutating func close(_ arguments: EventArguments) {
    if !arguments.isEmpty { arguments.append(to: &text) }
    text.append(UInt8(ascii: "}"))
    eventCount += 1
  }

  /// Closes the line with `args.cpu`, where it is known, and `args.lane`.
  mutating func closeKernel(_ lane: LaneID, _ cpu: Int32?) {
    var list = ArgumentList()
    if let cpu { list.append(cpu: cpu, to: &text) }
    list.append(lane: lane, to: &text)
    list.close(in: &text)
    text.append(UInt8(ascii: "}"))
    eventCount += 1
  }
}
