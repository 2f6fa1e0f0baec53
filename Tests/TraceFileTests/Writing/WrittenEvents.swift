import Testing
import TraceFile
import TraceModel

/// Events as an independent reader sees them in an encoder's lines.
struct WrittenEvents {
  var events: [JSONValue]

  /// Every line must be one whole object, and all but the last end in one comma.
  init(_ lines: [UInt8]) throws {
    let text = String(decoding: lines, as: UTF8.self)
    let split = text.isEmpty ? [] : text.split(separator: "\n", omittingEmptySubsequences: false)
    events = []
    for (index, line) in split.enumerated() {
      let isLast = index == split.count - 1
      #expect(line.hasSuffix(",") != isLast, "line \(index): \(line)")
      events.append(try JSONValue(parsing: (isLast ? line : line.dropLast()).utf8))
    }
  }

  func all(_ phase: String) -> [JSONValue] { events.filter { $0["ph"]?.text == phase } }
}

extension JSONValue {
  var lane: LaneID {
    LaneID(process: self["pid"]?.integer ?? -1, thread: self["tid"]?.integer ?? -1)
  }

  /// A member in microseconds as exact nanoseconds.
  func nanoseconds(_ key: String) -> Int64? {
    (self[key]?.double).map { Int64(($0 * 1000).rounded()) }
  }
}

/// A lane of most tests.
let testLane = LaneID(process: 10, thread: 11)

extension EventEncoder {
  /// A span with its two times as plain nanoseconds.
  mutating func span(
    _ name: String, _ category: String, _ start: Int64, _ end: Int64,
    on lane: LaneID = testLane, arguments: EventArguments = .none
  ) {
    span(
      name, category, on: lane, from: Nanoseconds(start), to: Nanoseconds(end),
      arguments: arguments)
  }
}
