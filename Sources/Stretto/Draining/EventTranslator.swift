import CRing
import TraceFile
import TraceModel

/// Turns ring events into lines of the trace file.
struct EventTranslator {
  var encoder: EventEncoder
  var clock: ClockLine
  /// For finished async spans without a number: above those the program's begin with.
  var nextAsyncID: UInt64 = 1 << 40

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

  /// Gives a lane that nobody named a name: the program's first thread is "main".
  mutating func nameIfUnnamed(_ reader: RingReader) {
    guard reader.laneName.isEmpty else { return }
    let lane = reader.lane
    reader.laneName = lane.thread == lane.process ? "main" : "thread \(lane.thread)"
    encoder.laneName(reader.laneName, roles: [], on: lane)
  }

  /// Ends what only the end of the trace ends: counters fall to 0.
  mutating func close(at anchor: ClockAnchor) {
    clock.append(anchor)
    encoder.closeCounters(at: clock.last.time)
  }

  mutating func encode(_ event: RingEvent, of reader: RingReader) {
    let record = event.record
    let lane = reader.lane
    switch Int(record.kind) {
    case STRETTO_SPAN: encodeSpan(event, on: lane, arguments(of: record))
    case STRETTO_TASK:
      var arguments = arguments(of: record)
      arguments.key = event.name
      arguments.cpuTime = Nanoseconds(Int64(clamping: event.more))
      encodeSpan(event, on: lane, arguments)
    case STRETTO_ASYNC_BEGIN, STRETTO_ASYNC_END, STRETTO_ASYNC_SPAN: encodeAsync(event, on: lane)
    case STRETTO_FLOW_START, STRETTO_FLOW_FINISH: encodeFlow(event, on: lane)
    case STRETTO_INSTANT:
      encoder.instant(
        event.name, word(of: record), on: lane, at: clock.time(of: record.start),
        arguments: arguments(of: record))
    case STRETTO_COUNTER_INTEGER, STRETTO_COUNTER_REAL: encodeCounter(event, on: lane)
    case STRETTO_LANE: encodeLaneName(event, of: reader)
    default: break
    }
  }

  private mutating func encodeFlow(_ event: RingEvent, on lane: LaneID) {
    let record = event.record
    let word = word(of: record)
    let time = clock.time(of: record.start)
    if Int(record.kind) == STRETTO_FLOW_START {
      let arguments = arguments(of: record)
      encoder.flowStart(event.name, word, on: lane, id: record.end, at: time, arguments: arguments)
    } else {
      // The tail names the task: catapult warns of an argument at both ends.
      encoder.flowEnd(event.name, word, on: lane, id: record.end, at: time)
    }
  }

  private mutating func encodeCounter(_ event: RingEvent, on lane: LaneID) {
    let time = clock.time(of: event.record.start)
    if Int(event.record.kind) == STRETTO_COUNTER_INTEGER {
      let value = Int64(bitPattern: event.record.end)
      encoder.counter(event.name, process: lane.process, at: time, value: value)
    } else {
      let value = Double(bitPattern: event.record.end)
      encoder.counter(event.name, process: lane.process, at: time, value: value)
    }
  }

  /// A role without a name of its own keeps the name the lane has.
  private mutating func encodeLaneName(_ event: RingEvent, of reader: RingReader) {
    let detail = event.record.detail
    let roles = LaneRoles(rawValue: UInt8(truncatingIfNeeded: detail))
    let keepsName = detail & EventTranslator.keepsLaneName != 0 && !reader.laneName.isEmpty
    if !keepsName { reader.laneName = event.name }
    encoder.laneName(reader.laneName, roles: roles, on: reader.lane)
  }

  /// Set in a lane record whose name counts only where the lane has none yet.
  static let keepsLaneName: UInt16 = 1 << 15

  func arguments(of record: stretto_record) -> EventArguments {
    record.task == 0 ? .none : EventArguments(task: UInt64(record.task))
  }

  /// The category's word, without making a string for every event.
  func word(of record: stretto_record) -> String {
    let index = Int(record.category)
    return index < EventTranslator.words.count ? EventTranslator.words[index] : "span"
  }

  private static let words = Category.allCases.map(\.word)
}
