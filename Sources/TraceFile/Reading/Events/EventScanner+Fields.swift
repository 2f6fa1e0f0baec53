import TraceModel

extension EventScanner {
  /// Reads an event, whose opening brace is next.
  ///
  /// Fields in the usual form are left to `PlainCursor`; all others are read
  /// here, one at a time.
  mutating func readEvent(_ event: inout ScannedEvent) throws(ScanFailure) {
    event.reset(keepingPlaces: keepsRawText)
    text.position += 1
    while true {
      if !keepsRawText, text.readPlainFields(&event, &names, &ids, options) { return }
      switch try text.peekPastSpace() {
      case UInt8(ascii: "\""): try readField(&event)
      case UInt8(ascii: ","): text.position += 1
      case UInt8(ascii: "}"):
        text.position += 1
        return
      default: throw .damaged
      }
    }
  }

  private mutating func readField(_ event: inout ScannedEvent) throws(ScanFailure) {
    let keyStart = text.offset
    let key = try text.packedKey()
    let keyEnd = text.offset
    try text.expect(UInt8(ascii: ":"))
    let first = try text.peekPastSpace()
    let start = text.offset
    switch key {
    case PackedKey.name: event.name = try internedText(first, &event) ?? .none
    case PackedKey.category: event.category = try internedText(first, &event) ?? .none
    case PackedKey.phase: try readPhase(first, &event)
    case PackedKey.time:
      event.time = try readTime(first, &event)
      event.places.time = start..<text.offset
    case PackedKey.duration:
      event.duration = try readTime(first, &event)
      event.hasDuration = true
      event.places.duration = start..<text.offset
    case PackedKey.process:
      event.process = try readNumber(first, &event)
      event.places.process = start..<text.offset
    case PackedKey.thread:
      event.thread = try readNumber(first, &event)
      event.places.thread = start..<text.offset
    case PackedKey.identifier:
      try readIdentifier(first, .plain, &event)
      event.places.identifier = start..<text.offset
      event.places.identifierKey = keyStart..<keyEnd
    case PackedKey.scopedIdentifier:
      try readScopedIdentifier(first, &event)
      event.places.identifier = start..<text.offset
      event.places.identifierKey = keyStart..<keyEnd
    case PackedKey.arguments where first == UInt8(ascii: "{"): try readArguments(&event)
    default: try skip(&event)
    }
  }

  /// Passes over a value; one that nests too deep breaks the event.
  mutating func skip(_ event: inout ScannedEvent) throws(ScanFailure) {
    if try text.skipValue() >= options.maximumDepth { event.isBroken = true }
  }

  /// A string, or the text of a number or word; nil for an array or an object, passed over.
  mutating func token(
    _ first: UInt8, _ event: inout ScannedEvent
  ) throws(ScanFailure) -> TextPlace? {
    switch first {
    case UInt8(ascii: "\""): return try text.string()
    case UInt8(ascii: "{"), UInt8(ascii: "["):
      try skip(&event)
      return nil
    default: return try text.scalar()
    }
  }

  private mutating func internedText(
    _ first: UInt8, _ event: inout ScannedEvent
  ) throws(ScanFailure) -> NameTable.ID? {
    guard let place = try token(first, &event) else { return nil }
    return text.intern(place, into: &names)
  }

  private mutating func readPhase(
    _ first: UInt8, _ event: inout ScannedEvent
  ) throws(ScanFailure) {
    guard let place = try token(first, &event) else { return }
    event.phase = text.withText(at: place) { $0.count == 1 ? $0[0] : 0 }
  }

  private mutating func readTime(
    _ first: UInt8, _ event: inout ScannedEvent
  ) throws(ScanFailure) -> EventTime? {
    guard let place = try token(first, &event) else { return nil }
    return text.withText(at: place) { EventTime(microseconds: $0) }
  }
}

extension TextReader {
  /// Reads what fields are plain and in this block; whether the event ended.
  fileprivate mutating func readPlainFields(
    _ event: inout ScannedEvent, _ names: inout InternTable, _ ids: inout InternTable,
    _ options: TraceReaderOptions
  ) -> Bool {
    var cursor = unsafe PlainCursor(buffer.span.bytes, from: position, to: end, options)
    let isClosed = cursor.readFields(&event, &names, &ids)
    position = cursor.position
    return isClosed
  }

  /// Reads a member's key, whose opening quote is next, as a word to compare.
  @inline(__always)
  mutating func packedKey() throws(ScanFailure) -> UInt64 {
    if end - position >= 10 {
      let word = UInt64(
        littleEndian: unsafe buffer.span.bytes.unsafeLoadUnaligned(
          fromByteOffset: position + 1, as: UInt64.self))
      let count = TextReader.stringMarks(word).trailingZeroBitCount >> 3
      if count > 0, count < 8, buffer[position + 1 + count] == UInt8(ascii: "\"") {
        position += count + 2
        return word & (UInt64.max >> UInt64(64 - 8 * count))
      }
    }
    let place = try string()
    return withText(at: place) { PackedKey.pack($0) }
  }
}
