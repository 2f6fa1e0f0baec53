import TraceModel

extension EventScanner {
  /// Goes on after text that is no JSON: at the next event that can be told.
  mutating func recover() throws(TraceFileError) {
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
  mutating func stop() throws(TraceFileError) {
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
