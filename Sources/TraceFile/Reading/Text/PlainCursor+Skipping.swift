extension PlainCursor {
  /// Passes over any value.
  @inline(__always)
  mutating func skipValue() -> Bool {
    switch byte(position) {
    case UInt8(ascii: "\""): return skipString()
    case UInt8(ascii: "{"), UInt8(ascii: "["): return skipContainer()
    default:
      let start = position
      while position < end, !TextReader.endsScalar(byte(position)) { position += 1 }
      return position > start && position < end
    }
  }

  @inline(__always)
  mutating func skipString() -> Bool {
    var index = position + 1
    while index < end {
      let marks = TextReader.stringMarks(word(index))
      if marks == 0 {
        index += 8
        continue
      }
      index += marks.trailingZeroBitCount >> 3
      guard index < end else { return false }
      switch byte(index) {
      case UInt8(ascii: "\""):
        position = index + 1
        return true
      case UInt8(ascii: "\\"): index += 2
      default: return false
      }
    }
    return false
  }

  mutating func skipContainer() -> Bool {
    var depth = 0
    while position < end {
      switch byte(position) {
      case UInt8(ascii: "\""):
        guard skipString() else { return false }
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        position += 1
        if depth >= options.maximumDepth { return false }
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        position += 1
        if depth == 0 { return true }
      default: position += 1
      }
    }
    return false
  }
}
