import TraceModel

/// Finds the events of a trace file, one after another, whatever stands around them.
///
/// Object form with `traceEvents` anywhere, or array form; closed or not.
/// Memory is one block plus the distinct texts.
struct EventScanner: ~Copyable {
  enum Place { case start, members, events, end }

  var text: TextReader
  var names = TextTable()
  /// Texts of ids, and of pids and tids that are no numbers.
  var ids = TextTable()
  let options: TraceReaderOptions
  /// Whether the raw text of every event is kept, and all of `otherData`.
  let keepsRawText: Bool
  var place = Place.start
  private(set) var isObject = false
  private(set) var hasEvents = false
  /// Whether events were damaged, so that brackets cannot be trusted.
  private var isDamaged = false
  private var isStopped = false
  private var eventStart: Int?
  /// Elements of the event array.
  private(set) var events = 0
  /// Elements that are no events, or damaged ones.
  private(set) var malformed = 0
  private(set) var ignoredBytes = 0
  /// Bytes of damaged or cut events.
  private(set) var droppedBytes = 0
  private(set) var truncation: ReadingNotes.Truncation?
  /// Members of `otherData` as raw JSON text.
  var otherData: [RawMember] = []
  /// Keys of the object beside `traceEvents` and `otherData`.
  private(set) var otherKeys: [String] = []

  init(
    _ input: consuming FileInput, options: TraceReaderOptions, keepsRawText: Bool = false
  ) throws(TraceFileError) {
    self.options = options
    self.keepsRawText = keepsRawText
    let source = try TextSource(input, limit: options.maximumInflatedBytes)
    text = TextReader(source, longestText: options.maximumTextBytes)
  }

  /// Reads the next event; false at the end.
  ///
  /// - Throws: `TraceFileError` when the file cannot be read, or cannot be a trace.
  mutating func next(_ event: inout ScannedEvent) throws(TraceFileError) -> Bool {
    while true {
      do throws(ScanFailure) {
        switch place {
        case .start: try start()
        case .members: try member()
        case .events: if try element(&event) { return true }
        case .end:
          if isStopped { return false }
          try drain()
        }
      } catch {
        switch error {
        case .end: try stop()
        case .damaged: try recover()
        case .file(let failure): throw failure
        }
      }
    }
  }
}

extension EventScanner {
  private func failure(_ reason: String, at offset: Int) -> TraceFileError {
    TraceFileError(
      .malformed, text.source.name, reason,
      advice: "give a Chrome trace event file, as .json or .json.gz", byteOffset: offset)
  }

  private mutating func start() throws(ScanFailure) {
    try text.lookAhead(3)
    if text.end >= 3, text.buffer[0] == 0xEF, text.buffer[1] == 0xBB, text.buffer[2] == 0xBF {
      text.position = 3
    }
    switch try text.peekPastSpace() {
    case UInt8(ascii: "{"):
      isObject = true
      place = .members
    case UInt8(ascii: "["):
      hasEvents = true
      place = .events
    default:
      throw .file(failure("this is no JSON trace: it starts with neither { nor [", at: text.offset))
    }
    text.position += 1
  }

  private mutating func member() throws(ScanFailure) {
    switch try text.peekPastSpace() {
    case UInt8(ascii: ","): text.position += 1
    case UInt8(ascii: "}"):
      text.position += 1
      place = .end
      if !hasEvents { throw .file(failure("the object has no traceEvents", at: text.offset)) }
    case UInt8(ascii: "\""):
      let key = try text.string()
      let isEvents = text.withText(at: key) { $0.equals("traceEvents") }
      let isOtherData = text.withText(at: key) { $0.equals("otherData") }
      let name = isEvents || isOtherData ? "" : text.withText(at: key) { $0.string }
      try text.expect(UInt8(ascii: ":"))
      let first = try text.peekPastSpace()
      if isEvents, first == UInt8(ascii: "[") {
        text.position += 1
        hasEvents = true
        place = .events
      } else if isOtherData, first == UInt8(ascii: "{") {
        try readOtherData()
      } else {
        if otherKeys.count < 64 { otherKeys.append(name) }
        try text.skipValue()
      }
    default: throw .damaged
    }
  }

  private mutating func element(_ event: inout ScannedEvent) throws(ScanFailure) -> Bool {
    eventStart = nil
    switch try text.peekPastSpace() {
    case UInt8(ascii: "{"):
      try text.lookAhead(4096)
      eventStart = text.offset
      if keepsRawText { text.startRecording(limit: options.maximumRawBytes) }
      try readEvent(&event)
      if keepsRawText { event.raw = text.endRecording() }
      event.start = eventStart ?? 0
      eventStart = nil
      events += 1
      return true
    case UInt8(ascii: ","): text.position += 1
    case UInt8(ascii: "]"):
      text.position += 1
      place = isObject ? .members : .end
    case UInt8(ascii: "}"), UInt8(ascii: ":"): throw .damaged
    default:
      try text.skipValue()
      events += 1
      malformed += 1
    }
    return false
  }

  /// Reads on after the end of the trace: nothing may follow but space.
  private mutating func drain() throws(ScanFailure) {
    _ = try text.peekPastSpace()
    if isDamaged { throw .damaged }
    ignoredBytes += text.end - text.position
    text.position = text.end
  }
}

extension EventScanner {
  /// Goes on after text that is no JSON: at the next event that can be told.
  private mutating func recover() throws(TraceFileError) {
    guard hasEvents else { throw failure("the text is not JSON", at: text.offset) }
    let start = eventStart ?? text.offset
    defer { droppedBytes += text.offset - start }
    if eventStart != nil {
      events += 1
      malformed += 1
      eventStart = nil
    } else if place == .events {
      malformed += 1
    }
    isDamaged = true
    do throws(ScanFailure) {
      try findEvent()
    } catch {
      if case .file(let failure) = error { throw failure }
      try stop()
    }
  }

  /// Moves to a brace that opens an event: one after `},`, or at the start of a line.
  private mutating func findEvent() throws(ScanFailure) {
    enum Before { case anything, brace, comma, line }
    var before = Before.anything
    while true {
      switch try text.peek() {
      case UInt8(ascii: "{") where before == .comma || before == .line,
        UInt8(ascii: "]") where before == .line:
        place = .events
        return
      case 0x20, 0x0D, 0x09: break
      case 0x0A: before = before == .comma ? .comma : .line
      case UInt8(ascii: ","):
        before = before == .brace ? .comma : before == .line ? .line : .anything
      case UInt8(ascii: "}"): before = .brace
      default: before = .anything
      }
      text.position += 1
    }
  }

  /// Notes how the text ends.
  private mutating func stop() throws(TraceFileError) {
    let damage = text.source.damage
    if place == .start {
      throw TraceFileError(
        .truncated, text.source.name, damage ?? "the file holds no text",
        advice: "give a Chrome trace event file, as .json or .json.gz", byteOffset: text.offset)
    }
    if let eventStart { droppedBytes += text.offset - eventStart }
    let isWhole = place == .end
    place = .end
    isStopped = true
    ignoredBytes += text.source.ignored
    if isWhole, damage == nil { return }
    let missing =
      switch (isWhole, eventStart != nil, isObject) {
      case (true, _, _): "the text is whole"
      case (_, true, _): "the last event is cut off"
      case (_, _, true): "the object is not closed"
      case (_, _, false): "the array is not closed"
      }
    truncation = ReadingNotes.Truncation(
      byteOffset: text.offset, reason: [damage, missing].compactMap(\.self).joined(separator: "; "))
  }

  /// Refuses a whole file in which nothing was an event.
  func check(_ notes: ReadingNotes) throws(TraceFileError) {
    if events > 0, notes.malformed >= events, truncation == nil {
      throw failure("nothing in it is a trace event", at: text.offset)
    }
  }
}
