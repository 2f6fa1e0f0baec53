import TraceModel

extension EventScanner {
  /// Reads `args`, whose brace is next: the members that TS1 defines.
  mutating func readArguments(_ event: inout ScannedEvent) throws(ScanFailure) {
    text.position += 1
    event.arguments.isPresent = true
    while true {
      switch try text.peekPastSpace() {
      case UInt8(ascii: "\""): try readArgument(&event)
      case UInt8(ascii: ","): text.position += 1
      case UInt8(ascii: "}"):
        text.position += 1
        return
      default: throw .damaged
      }
    }
  }

  private mutating func readArgument(_ event: inout ScannedEvent) throws(ScanFailure) {
    let key = try text.packedKey()
    try text.expect(UInt8(ascii: ":"))
    let first = try text.peekPastSpace()
    let start = text.offset
    switch key {
    case PackedKey.task:
      event.arguments.task = try readText(first, &event)
      event.places.task = start..<text.offset
    case PackedKey.taskKey: event.arguments.key = try readText(first, &event)
    case PackedKey.model: event.arguments.model = try readText(first, &event)
    case PackedKey.origin:
      event.arguments.origin = try readText(first, &event)
      event.places.origin = start..<text.offset
    case PackedKey.target:
      event.arguments.target = try readText(first, &event)
      event.places.target = start..<text.offset
    case PackedKey.name: event.arguments.name = try readText(first, &event)
    case PackedKey.labels: event.arguments.labels = try readText(first, &event)
    case PackedKey.lane:
      event.arguments.lane = try readText(first, &event)
      event.places.lane = start..<text.offset
    case PackedKey.cpuTime: event.arguments.cpuTime = try readCount(first, &event)
    case PackedKey.cpu: event.arguments.cpu = try readCount(first, &event)
    case PackedKey.cores: event.arguments.cores = try readCount(first, &event)
    case PackedKey.slots: event.arguments.slots = try readCount(first, &event)
    case PackedKey.role: try readRole(first, &event)
    case PackedKey.executors: try readExecutors(first, &event)
    default: try skip(&event)
    }
  }

  /// A string or number as text; counted when it is neither.
  private mutating func readText(
    _ first: UInt8, _ event: inout ScannedEvent
  ) throws(ScanFailure) -> CapturedText? {
    let isScalar = first == UInt8(ascii: "-") || decimalDigit(first) != nil
    guard let place = try token(first, &event), isScalar || first == UInt8(ascii: "\"") else {
      event.arguments.unreadable += first == UInt8(ascii: "n") ? 0 : 1
      return nil
    }
    return capture(place, in: &event)
  }

  /// A whole number, also as a string; counted when it is none.
  private mutating func readCount(
    _ first: UInt8, _ event: inout ScannedEvent
  ) throws(ScanFailure) -> Int64? {
    if let place = try token(first, &event),
      let count = text.withText(at: place, { $0.integer })
    {
      return count
    }
    event.arguments.unreadable += first == UInt8(ascii: "n") ? 0 : 1
    return nil
  }

  private mutating func readRole(
    _ first: UInt8, _ event: inout ScannedEvent
  ) throws(ScanFailure) {
    guard let place = try token(first, &event),
      let role = LaneRoles(word: text.withText(at: place, { $0.string }))
    else {
      event.arguments.unreadable += 1
      return
    }
    event.arguments.roles.insert(role)
  }

  private mutating func readExecutors(
    _ first: UInt8, _ event: inout ScannedEvent
  ) throws(ScanFailure) {
    guard first == UInt8(ascii: "{") else {
      event.arguments.unreadable += 1
      return try skip(&event)
    }
    text.position += 1
    while true {
      switch try text.peekPastSpace() {
      case UInt8(ascii: "\""):
        let place = try text.string()
        let kind = text.withText(at: place) { $0.string }
        try text.expect(UInt8(ascii: ":"))
        let first = try text.peekPastSpace()
        if let slots = try readCount(first, &event), event.executors.count < 64 {
          event.executors[kind] = Int(clamping: slots)
        }
      case UInt8(ascii: ","): text.position += 1
      case UInt8(ascii: "}"):
        text.position += 1
        return
      default: throw .damaged
      }
    }
  }
}
