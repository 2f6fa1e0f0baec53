/// The walk over the text: root, list of events, recovery.
extension Linter {
  mutating func walk() throws(TextFailure) {
    do throws(TextFailure) {
      try skipByteOrderMark()
      root.firstByte = try text.peekPastSpace()
    } catch {
      if case .end = error { return text.add(.emptyFile, at: .start) }
      throw error
    }
    let start = text.place
    do throws(TextFailure) {
      switch root.firstByte {
      case UInt8(ascii: "{"): try walkObject(start)
      case UInt8(ascii: "["):
        root.isArray = true
        try text.expect(UInt8(ascii: "["))
        try judgeStart(UInt8(ascii: "{"), start)
        try walkEvents()
      default: return text.add(.notJSON, at: start)
      }
    } catch {
      return try endEarly(error)
    }
    try walkRest()
  }

  private mutating func skipByteOrderMark() throws(TextFailure) {
    guard try text.peek() == 0xEF else { return }
    let start = text.place
    for byte in [0xEF, 0xBB, 0xBF] as [UInt8] {
      guard try text.peek() == byte else { return text.add(.notJSON, at: start) }
      text.index += 1
    }
    text.add(.byteOrderMark, at: start)
  }

  /// Perfetto wants a key in the root object, an object with a key in the root array.
  private mutating func judgeStart(_ byte: UInt8, _ start: Place) throws(TextFailure) {
    guard try text.peekPastSpace() == byte else { return text.add(.perfettoStart, at: start) }
  }

  private mutating func endEarly(_ failure: TextFailure) throws(TextFailure) {
    switch failure {
    case .end: root.isCut = true
    case .malformed: text.add(.invalidJSON)
    case .tooDeep: text.add(.tooDeep)
    case .tooLong, .file: throw failure
    }
  }

  private mutating func walkObject(_ start: Place) throws(TextFailure) {
    try text.expect(UInt8(ascii: "{"))
    try judgeStart(UInt8(ascii: "\""), start)
    if try text.take(UInt8(ascii: "}")) { return }
    var key = Field()
    while true {
      try text.key(into: &key)
      try walkMember(&key)
      if try text.take(UInt8(ascii: "}")) { return }
      let comma = text.place
      try text.expect(UInt8(ascii: ","))
      if try text.take(UInt8(ascii: "}")) { return text.add(.trailingComma, at: comma) }
    }
  }

  private mutating func walkMember(_ key: inout Field) throws(TextFailure) {
    let byte = try text.peekPastSpace()
    let place = text.place
    switch String(decoding: key.text, as: UTF8.self) {
    case "traceEvents" where byte == UInt8(ascii: "["):
      text.index += 1
      try walkEvents()
      root.isAfterEvents = true
    case "displayTimeUnit":
      try text.value(into: &key)
      if key.isTruthy, !(key.equals("ms") || key.equals("ns")) || key.kind != .string {
        text.add(.displayTimeUnit, at: place)
      }
    case "stackFrames":
      text.add(.stackFrames, at: place)
      try walkFrames(byte, &key)
    case "samples":
      text.add(.stackFrames, at: place)
      try text.value(into: &key)
    case "powerTraceAsString", "androidProcessDump", "traceAnnotations":
      text.add(.chromeOnlyKeys, at: place)
      try text.value(into: &key)
    default: try text.value(into: &key)
    }
  }

  private mutating func walkFrames(_ byte: UInt8, _ key: inout Field) throws(TextFailure) {
    guard byte == UInt8(ascii: "{") else { return try text.value(into: &key) }
    var frames: Set<UInt64> = []
    var isWhole = true
    try text.members(&key) { text, key throws(TextFailure) in
      if frames.count < LintLimits.frames { frames.insert(key.hash) } else { isWhole = false }
      try text.value(into: &key)
    }
    framesDefined = frames
    if !isWhole { hasAllFrames = false }
  }

  /// What follows the root value.
  private mutating func walkRest() throws(TextFailure) {
    do throws(TextFailure) {
      let byte = try text.peekPastSpace()
      let isLine = byte == UInt8(ascii: "{") && !root.isArray && !root.hasEvents
      text.add(isLine ? .jsonLines : .trailingText)
      while true {
        _ = try text.peekPastSpace()
        text.index = text.end
      }
    } catch {
      if case .end = error { return }
      throw error
    }
  }
}

/// The list of events.
extension Linter {
  /// Reads the elements of the list whose opening bracket has been taken, and the closing one.
  private mutating func walkEvents() throws(TextFailure) {
    root.hasEvents = true
    defer { text.event = nil }
    if try text.take(UInt8(ascii: "]")) { return }
    var malformed = 0
    while true {
      do throws(TextFailure) {
        if try walkElement() { return }
      } catch {
        guard case .malformed = error else {
          if case .end = error { root.isCutInEvent = text.event != nil }
          throw error
        }
        text.add(.invalidJSON)
        malformed += 1
        guard malformed < LintLimits.malformed else {
          text.add(.limitReached)
          throw .tooLong
        }
        guard try text.recover() else { throw .end }
        if try text.take(UInt8(ascii: "]")) { return }
      }
    }
  }

  /// Reads one element and what separates it from the next; true when the list ends behind it.
  private mutating func walkElement() throws(TextFailure) -> Bool {
    let byte = try text.peekPastSpace()
    text.event = elementCount
    elementCount += 1
    if byte == UInt8(ascii: "{") {
      try text.event(into: &event)
      eventCount += 1
      judgeEvent()
    } else {
      let place = text.place
      try text.value(into: &event.nameArgument)
      text.add(.eventNotObject, at: place)
    }
    text.event = nil
    if try text.take(UInt8(ascii: "]")) { return true }
    let comma = text.place
    try text.expect(UInt8(ascii: ","))
    guard try text.take(UInt8(ascii: "]")) else { return false }
    text.add(.trailingComma, at: comma)
    return true
  }
}
