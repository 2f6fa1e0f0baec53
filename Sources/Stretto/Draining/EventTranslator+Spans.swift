import CRing
import TraceFile
import TraceModel

extension EventTranslator {
  /// An interval on the lane; the encoder moves one that does not nest off the lane.
  mutating func encodeSpan(_ event: RingEvent, on lane: LaneID, _ arguments: EventArguments) {
    let (start, end) = interval(of: event)
    encoder.span(
      event.name, word(of: event.record), on: lane, from: start, to: end, arguments: arguments)
  }

  /// An interval that belongs to no lane, or one of its ends.
  mutating func encodeAsync(_ event: RingEvent, on lane: LaneID) {
    let record = event.record
    let word = word(of: record)
    let time = clock.time(of: record.start)
    switch Int(record.kind) {
    case STRETTO_ASYNC_BEGIN:
      var arguments = arguments(of: record)
      if record.category == Category.task.rawValue { arguments.key = event.name }
      encoder.asyncBegin(
        event.name, word, on: lane, id: record.end, at: time, arguments: arguments)
    case STRETTO_ASYNC_END:
      encoder.asyncEnd(event.name, word, on: lane, id: record.end, at: time)
    default:
      let (start, end) = interval(of: event)
      encoder.asyncSpan(
        event.name, word, on: lane, id: asyncID(of: record), from: start, to: end,
        arguments: arguments(of: record))
    }
  }

  /// The async task's number, or a fresh one.
  private mutating func asyncID(of record: stretto_record) -> UInt64 {
    if record.task != 0 { return UInt64(record.task) }
    defer { nextAsyncID += 1 }
    return nextAsyncID
  }

  private mutating func interval(of event: RingEvent) -> (start: Nanoseconds, end: Nanoseconds) {
    let start = clock.time(of: event.record.start)
    return (start, max(start, clock.time(of: event.record.end)))
  }
}
