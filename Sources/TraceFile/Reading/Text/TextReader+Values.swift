extension TextReader {
  /// Reads a number or a word such as `null`, whose first byte is next.
  mutating func scalar() throws(ScanFailure) -> TextPlace {
    let start = position
    var index = position
    while index < end, !TextReader.endsScalar(buffer[index]) { index += 1 }
    position = index
    if index < end {
      guard index > start else { throw .damaged }
      return TextPlace(range: start..<index, isCopy: false)
    }
    scratch.removeAll(keepingCapacity: true)
    scratch.append(contentsOf: buffer[start..<index])
    while !TextReader.endsScalar(try peek()) {
      if scratch.count < longestText { scratch.append(buffer[position]) }
      position += 1
    }
    return TextPlace(range: 0..<scratch.count, isCopy: true)
  }

  /// Passes over a value whose first byte is next; how deep it nests.
  ///
  /// Brackets are counted, not matched by kind: nothing in a value that is
  /// passed over is judged. No stack, whatever the depth.
  @discardableResult
  mutating func skipValue() throws(ScanFailure) -> Int {
    switch try peek() {
    case UInt8(ascii: "\""): try skipString()
    case UInt8(ascii: "{"), UInt8(ascii: "["): return try skipContainer()
    default: try skipScalar()
    }
    return 0
  }

  private mutating func skipScalar() throws(ScanFailure) {
    let start = offset
    while true {
      while position < end, !TextReader.endsScalar(buffer[position]) { position += 1 }
      if position < end { break }
      guard try refill() else { throw .end }
    }
    guard offset > start else { throw .damaged }
  }

  private mutating func skipContainer() throws(ScanFailure) -> Int {
    var depth = 0
    var deepest = 0
    repeat {
      let byte = try peek()
      // Brackets and braces differ in one bit that this sets.
      switch byte | 0x20 {
      case UInt8(ascii: "{"):
        depth += 1
        deepest = max(deepest, depth)
        position += 1
      case UInt8(ascii: "}"):
        depth -= 1
        position += 1
      case 0x22 where byte == UInt8(ascii: "\""): try skipString()
      default: position += 1
      }
    } while depth > 0
    return deepest
  }

  @inline(__always)
  static func endsScalar(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: ","), UInt8(ascii: "}"), UInt8(ascii: "]"), UInt8(ascii: "\""), 0x20, 0x0A,
      0x0D, 0x09, UInt8(ascii: ":"), UInt8(ascii: "{"), UInt8(ascii: "["):
      true
    default: false
    }
  }
}
