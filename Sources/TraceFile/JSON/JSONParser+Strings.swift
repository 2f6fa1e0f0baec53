extension JSONParser {
  mutating func parseString() throws(TraceFileError) -> String {
    position += 1
    var unescaped: [UInt8] = []
    while true {
      let start = position
      while let byte = peek, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte >= 0x20 {
        position += 1
      }
      unescaped.append(contentsOf: bytes[start..<position])
      guard let byte = peek else { throw truncated() }
      switch byte {
      case UInt8(ascii: "\""):
        position += 1
        return String(decoding: unescaped, as: UTF8.self)
      case UInt8(ascii: "\\"):
        position += 1
        try parseEscape(into: &unescaped)
      default: throw malformed("a control character stands unescaped in a string")
      }
    }
  }

  mutating func parseEscape(into text: inout [UInt8]) throws(TraceFileError) {
    guard let byte = peek else { throw truncated() }
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): text.append(byte)
    case UInt8(ascii: "b"): text.append(0x08)
    case UInt8(ascii: "f"): text.append(0x0C)
    case UInt8(ascii: "n"): text.append(0x0A)
    case UInt8(ascii: "r"): text.append(0x0D)
    case UInt8(ascii: "t"): text.append(0x09)
    case UInt8(ascii: "u"): text.append(contentsOf: String(try parseCodePoint()).utf8)
    default:
      position -= 1
      throw malformed("an unknown escape stands in a string")
    }
  }

  mutating func parseCodePoint() throws(TraceFileError) -> Character {
    let replacement: Character = "\u{FFFD}"
    let first = try parseFourDigits()
    guard (0xD800..<0xDC00).contains(first) else {
      return Unicode.Scalar(first).map(Character.init) ?? replacement
    }
    let afterFirst = position
    guard take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) else {
      position = afterFirst
      return replacement
    }
    let second = try parseFourDigits()
    guard (0xDC00..<0xE000).contains(second) else {
      // The second escape stands for itself.
      position = afterFirst
      return replacement
    }
    let scalar = 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00)
    return Unicode.Scalar(scalar).map(Character.init) ?? replacement
  }

  mutating func parseFourDigits() throws(TraceFileError) -> UInt32 {
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = peek else { throw truncated() }
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
        throw malformed("four hexadecimal digits are expected")
      }
      value = value << 4 | UInt32(digit)
      position += 1
    }
    return value
  }
}
