import CRing
import TraceFile
import TraceModel

extension EventTranslator {
  /// An interval on the lane; the encoder moves one that does not nest off the lane.
  mutating func encodeSpan(_ event: RingEvent, on lane: LaneID, _ arguments: EventArguments) {
    let category = Category(rawValue: event.record.category) ?? .span
    let (start, end) = interval(of: event)
    encoder.span(
      event.name, category.word, on: lane, from: start, to: end, arguments: arguments)
  }

  /// An interval that belongs to no lane: of an async task, or under a number of its own.
  mutating func encodeAsyncSpan(
    _ event: RingEvent, on lane: LaneID, _ arguments: EventArguments
  ) {
    let category = Category(rawValue: event.record.category) ?? .span
    let (start, end) = interval(of: event)
    var id = UInt64(event.record.task)
    if id == 0 {
      id = nextAsyncID
      nextAsyncID += 1
    }
    encoder.asyncSpan(
      event.name, category.word, on: lane, id: id, from: start, to: end, arguments: arguments)
  }

  private mutating func interval(of event: RingEvent) -> (start: Nanoseconds, end: Nanoseconds) {
    let start = clock.time(of: event.record.start)
    return (start, max(start, clock.time(of: event.record.end)))
  }
}

extension EventArguments {
  /// `args.key` and `args.cpu_ns` of a task body.
  mutating func describeTask(_ event: RingEvent) {
    key = event.name
    cpuTime = Nanoseconds(Int64(clamping: event.more))
  }
}
