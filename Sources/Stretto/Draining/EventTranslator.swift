import CRing
import TraceFile
import TraceModel

/// Turns ring events into lines of the trace file.
struct EventTranslator {
  var encoder: EventEncoder
  var clock: ClockLine
  /// For spans that are drawn off their lane: above all task numbers.
  var nextAsyncID: UInt64 = 1 << 33

  init(origin: ClockAnchor) {
    clock = ClockLine(origin: origin)
    encoder = EventEncoder(origin: origin.time)
  }

  mutating func append(_ anchor: ClockAnchor) { clock.append(anchor) }
  mutating func takeLines() -> [UInt8] { encoder.takeLines() }
  var eventCount: Int { encoder.eventCount }

  mutating func describeProcess(_ process: Int64, name: String) {
    encoder.processName(name, process: process)
  }

  mutating func describeLane(_ lane: LaneID, name: String, roles: LaneRoles = []) {
    encoder.laneName(name, roles: roles, on: lane)
  }

  mutating func encode(_ event: RingEvent, on lane: LaneID) {
    let record = event.record
    let word = (Category(rawValue: record.category) ?? .span).word
    let instant = clock.time(of: record.start)
    var arguments = EventArguments.none
    if record.task != 0 { arguments.task = UInt64(record.task) }
    switch Int(record.kind) {
    case STRETTO_SPAN, STRETTO_TASK:
      if Int(record.kind) == STRETTO_TASK { arguments.describeTask(event) }
      encodeSpan(event, on: lane, arguments)
    case STRETTO_ASYNC_BEGIN:
      if record.category == Category.task.rawValue { arguments.key = event.name }
      encoder.asyncBegin(
        event.name, word, on: lane, id: record.end, at: instant, arguments: arguments)
    case STRETTO_ASYNC_END:
      encoder.asyncEnd(
        event.name, word, on: lane, id: record.end, at: instant, arguments: .none)
    case STRETTO_ASYNC_SPAN:
      encodeAsyncSpan(event, on: lane, arguments)
    case STRETTO_FLOW_START:
      encoder.flowStart(
        event.name, word, on: lane, id: record.end, at: instant, arguments: arguments)
    case STRETTO_FLOW_FINISH:
      encoder.flowEnd(
        event.name, word, on: lane, id: record.end, at: instant, arguments: arguments)
    case STRETTO_INSTANT:
      encoder.instant(event.name, word, on: lane, at: instant, arguments: arguments)
    case STRETTO_COUNTER_INTEGER:
      encoder.counter(
        event.name, process: lane.process, at: instant,
        value: Int64(bitPattern: record.end))
    case STRETTO_COUNTER_REAL:
      encoder.counter(
        event.name, process: lane.process, at: instant,
        value: Double(bitPattern: record.end))
    case STRETTO_LANE:
      let roles = LaneRoles(rawValue: UInt8(truncatingIfNeeded: record.detail))
      encoder.laneName(event.name, roles: roles, on: lane)
    default: break
    }
  }
}
