extension TraceText {
  /// Reads a string whose opening quote is next, into `field`.
  mutating func string(into field: inout Field) throws(TextFailure) {
    field.clear(.string)
    index += 1
    var utf8 = UTF8Check()
    while true {
      let byte = try peek()
      switch byte {
      case UInt8(ascii: "\""):
        index += 1
        if !utf8.isWhole { add(.invalidUTF8) }
        return
      case UInt8(ascii: "\\"): try escape(into: &field)
      case 0..<0x20:
        add(.controlCharacter)
        field.append(byte)
        skip()
      default:
        if byte >= 0x80 || utf8.isInside { utf8.take(byte) }
        field.append(byte)
        index += 1
      }
    }
  }

  private mutating func escape(into field: inout Field) throws(TextFailure) {
    let start = place
    field.append(UInt8(ascii: "\\"))
    index += 1
    let byte = try peek()
    field.append(byte)
    skip()
    if byte != UInt8(ascii: "\"") { field.hasEscape = true }
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
      UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      break
    case UInt8(ascii: "u"):
      let code = try hexadecimal(into: &field, start)
      if (0xD800..<0xDC00).contains(code) {
        try lowSurrogate(into: &field, start)
      } else if (0xDC00..<0xE000).contains(code) {
        add(.invalidUTF8, at: start)
      }
    default: add(.badEscape, at: start)
    }
  }

  /// The four digits after \u; 0 when they are none.
  private mutating func hexadecimal(
    into field: inout Field, _ start: Place
  ) throws(TextFailure) -> Int {
    var code = 0
    for _ in 0..<4 {
      let byte = try peek()
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else {
        add(.badEscape, at: start)
        return 0
      }
      field.append(byte)
      index += 1
      code = code << 4 | digit
    }
    return code
  }

  private mutating func lowSurrogate(
    into field: inout Field, _ start: Place
  ) throws(TextFailure) {
    guard try peek() == UInt8(ascii: "\\") else { return add(.invalidUTF8, at: start) }
    field.append(UInt8(ascii: "\\"))
    index += 1
    let mark = try peek()
    field.append(mark)
    skip()
    guard mark == UInt8(ascii: "u") else {
      // Another escape follows a lone surrogate; which one no longer matters.
      return add(.invalidUTF8, at: start)
    }
    let low = try hexadecimal(into: &field, start)
    if !(0xDC00..<0xE000).contains(low) { add(.invalidUTF8, at: start) }
  }
}

/// Whether bytes are UTF-8, one at a time (Unicode 16, table 3-7).
struct UTF8Check {
  private var missing = 0
  private var lowest: UInt8 = 0x80
  private var highest: UInt8 = 0xBF
  private var isBroken = false

  /// Within a sequence of several bytes.
  var isInside: Bool { missing > 0 }
  /// No byte was wrong and no sequence is open.
  var isWhole: Bool { !isBroken && missing == 0 }

  mutating func take(_ byte: UInt8) {
    if missing > 0 {
      guard byte >= lowest, byte <= highest else {
        isBroken = true
        missing = 0
        return
      }
      missing -= 1
      lowest = 0x80
      highest = 0xBF
      return
    }
    switch byte {
    case 0..<0x80: break
    case 0xC2...0xDF: missing = 1
    case 0xE0...0xEF:
      missing = 2
      if byte == 0xE0 { lowest = 0xA0 }
      if byte == 0xED { highest = 0x9F }
    case 0xF0...0xF4:
      missing = 3
      if byte == 0xF0 { lowest = 0x90 }
      if byte == 0xF4 { highest = 0x8F }
    default: isBroken = true
    }
  }
}
