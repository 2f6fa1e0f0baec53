import TraceModel

/// Finds the events of a trace file, one after another, whatever stands around them.
///
/// Object form with `traceEvents` anywhere, or array form; closed or not.
/// Memory is one block plus the distinct texts.
struct EventScanner: ~Copyable {
  enum Place { case start, members, events, end }

  /// What stands before a value: an opening bracket, a value or a comma.
  enum Separation { case opened, value, comma }

  var text: TextReader
  var names: InternTable
  /// Texts of ids, and of pids and tids that are no numbers.
  var ids: InternTable
  let options: TraceReaderOptions
  /// Whether the raw text of every event is kept, and all of `otherData`.
  let keepsRawText: Bool
  var place = Place.start
  private(set) var isObject = false
  private(set) var hasEvents = false
  /// Whether events were damaged, so that brackets cannot be trusted.
  var isDamaged = false
  var isStopped = false
  /// Whether commas stand where JSON wants them, and no byte order mark: what
  /// only this reader forgives.
  var isStrict = true
  var separation = Separation.opened
  var eventStart: Int?
  /// Elements of the event array.
  var events = 0
  /// Elements that are no events, or damaged ones.
  var malformed = 0
  var ignoredBytes = 0
  /// Bytes of damaged or cut events.
  var droppedBytes = 0
  var truncation: ReadingNotes.Truncation?
  /// What the object form says beside its events.
  var hints = ProducerHints()
  /// Members of `otherData` as raw JSON text.
  var otherData: [RawMember] = []
  var otherDataBytes = 0
  /// Keys of the object beside `traceEvents` and `otherData`.
  private(set) var otherKeys: [String] = []

  init(
    _ input: consuming FileInput, options: TraceReaderOptions, keepsRawText: Bool = false
  ) throws(TraceFileError) {
    self.options = options
    self.keepsRawText = keepsRawText
    names = InternTable(options)
    ids = InternTable(options)
    let source = try TextSource(input, options)
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
  func failure(_ reason: String, at offset: Int) -> TraceFileError {
    TraceFileError(
      .malformed, text.source.name, reason,
      advice: "give a Chrome trace event file, as .json or .json.gz", byteOffset: offset)
  }

  private mutating func start() throws(ScanFailure) {
    try text.lookAhead(3)
    let start = text.position
    if text.end - start >= 3, text.buffer[start] == 0xEF, text.buffer[start + 1] == 0xBB,
      text.buffer[start + 2] == 0xBF
    {
      text.position += 3
      isStrict = false
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
    case UInt8(ascii: ","): takeComma()
    case UInt8(ascii: "}"):
      takeEnd()
      place = .end
      if !hasEvents { throw .file(failure("the object has no traceEvents", at: text.offset)) }
    case UInt8(ascii: "\""):
      noteValue()
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
        separation = .opened
      } else if isOtherData, first == UInt8(ascii: "{") {
        hints.add("otherData", "{}")
        try readOtherData()
      } else {
        if otherKeys.count < 64 { otherKeys.append(name) }
        try skipOtherValue(name, first)
      }
    default: throw .damaged
    }
  }

  private mutating func element(_ event: inout ScannedEvent) throws(ScanFailure) -> Bool {
    eventStart = nil
    switch try text.peekPastSpace() {
    case UInt8(ascii: "{"):
      noteValue()
      try text.lookAhead(4096)
      eventStart = text.offset
      if keepsRawText { text.startRecording(limit: options.maximumRawBytes) }
      try readEvent(&event)
      if keepsRawText { event.raw = text.endRecording() }
      event.start = eventStart ?? 0
      eventStart = nil
      events += 1
      try checkCounts()
      return true
    case UInt8(ascii: ","): takeComma()
    case UInt8(ascii: "]"):
      takeEnd()
      place = isObject ? .members : .end
    case UInt8(ascii: "}"), UInt8(ascii: ":"): throw .damaged
    default:
      noteValue()
      try text.skipValue()
      events += 1
      malformed += 1
    }
    return false
  }

  private func checkCounts() throws(ScanFailure) {
    if events > options.maximumEvents {
      throw .file(excess("more than \(options.maximumEvents) events"))
    }
    if names.isFull || ids.isFull {
      throw .file(
        excess(
          "more than \(options.maximumNames) distinct names or ids, "
            + "or more than \(options.maximumNameBytes) bytes of them"))
    }
  }

  /// What to say of a trace that holds more than a reader takes.
  func excess(_ what: String) -> TraceFileError {
    TraceFileError(
      .tooLarge, text.source.name, "the trace holds \(what)",
      advice: "record less, or a shorter time", byteOffset: text.offset)
  }

  /// Passes over a member that is not kept.
  private mutating func skipOtherValue(_ key: String, _ first: UInt8) throws(ScanFailure) {
    guard keepsRawText else { return try skipValue(of: key, first) }
    text.startRecording(limit: options.maximumRawBytes)
    try text.skipValue()
    if let raw = text.endRecording(), portableJSON(raw) == nil { isStrict = false }
  }

  /// Reads on after the end of the trace: nothing may follow but space.
  private mutating func drain() throws(ScanFailure) {
    _ = try text.peekPastSpace()
    if isDamaged { throw .damaged }
    ignoredBytes += text.end - text.position
    text.position = text.end
  }
}
