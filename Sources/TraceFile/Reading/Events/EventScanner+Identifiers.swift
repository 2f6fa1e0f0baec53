import TraceModel

extension EventScanner {
  /// Numbers from here on stand for a text of `ids`.
  static let firstTextNumber = LaneID.firstTextNumber

  /// The text that a number from `readNumber` stands for, or nil.
  func textNumber(_ number: Int64) -> String? {
    let index = number - EventScanner.firstTextNumber
    guard index >= 0, index < Int64(ids.names.count) else { return nil }
    return ids.names[NameTable.ID(index: UInt32(truncatingIfNeeded: index))]
  }

  /// Reads a pid or tid: a whole number below 2^53 as it is, any other token as a
  /// number given to its text.
  ///
  /// `null`, an array or an object break the event.
  mutating func readNumber(
    _ first: UInt8, _ event: inout ScannedEvent
  ) throws(ScanFailure) -> Int64? {
    guard let place = try token(first, &event) else {
      event.isBroken = true
      return nil
    }
    let number = text.withText(at: place) { $0.integer }
    if let number, number.magnitude < UInt64(EventScanner.firstTextNumber) { return number }
    if first == UInt8(ascii: "n") {
      event.isBroken = true
      return nil
    }
    return EventScanner.firstTextNumber + Int64(text.intern(place, into: &ids).index)
  }

  /// `id`, or a member of `id2`: a number, a hexadecimal text or any other text.
  mutating func readIdentifier(
    _ first: UInt8, _ scope: EventIdentifier.Scope, _ event: inout ScannedEvent
  ) throws(ScanFailure) {
    guard let place = try token(first, &event) else {
      event.isBroken = true
      return
    }
    let isText = first == UInt8(ascii: "\"")
    let number = text.withText(at: place) { EventScanner.identifierNumber($0, isText: isText) }
    event.identifier = EventIdentifier(
      scope: scope, isNumber: number != nil,
      value: number ?? UInt64(text.intern(place, into: &ids).index))
    event.identifierText = capture(place, in: &event)
  }

  mutating func readScopedIdentifier(
    _ first: UInt8, _ event: inout ScannedEvent
  ) throws(ScanFailure) {
    guard first == UInt8(ascii: "{") else {
      event.isBroken = true
      return try skip(&event)
    }
    text.position += 1
    while true {
      switch try text.peekPastSpace() {
      case UInt8(ascii: "\""):
        let key = try text.packedKey()
        try text.expect(UInt8(ascii: ":"))
        let first = try text.peekPastSpace()
        switch key {
        case PackedKey.local: try readIdentifier(first, .local, &event)
        case PackedKey.global: try readIdentifier(first, .global, &event)
        default: try skip(&event)
        }
      case UInt8(ascii: ","): text.position += 1
      case UInt8(ascii: "}"):
        text.position += 1
        return
      default: throw .damaged
      }
    }
  }

  /// Copies a token's text into the event; one with too many of them is broken.
  func capture(_ place: TextPlace, in event: inout ScannedEvent) -> CapturedText? {
    let text = text.withText(at: place) {
      unsafe event.captured.append($0.bytes, 0..<$0.count)
    }
    if text == nil { event.isBroken = true }
    return text
  }

  private static func identifierNumber(_ text: ByteSpan, isText: Bool) -> UInt64? {
    guard isText else {
      guard let integer = text.integer, integer >= 0 else { return nil }
      return UInt64(integer)
    }
    guard text.count > 2, text.count <= 18, text[0] == UInt8(ascii: "0"),
      text[1] | 0x20 == UInt8(ascii: "x")
    else { return nil }
    var value: UInt64 = 0
    for index in 2..<text.count {
      guard let digit = hexadecimalDigit(text[index]) else { return nil }
      value = value << 4 | UInt64(digit)
    }
    return value
  }
}
