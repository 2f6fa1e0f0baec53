extension TextReader {
  /// Unescapes what a backslash, which is next, stands before.
  mutating func copyEscape() throws(ScanFailure) {
    position += 1
    let byte = try peek()
    position += 1
    switch byte {
    case UInt8(ascii: "n"): scratch.append(0x0A)
    case UInt8(ascii: "t"): scratch.append(0x09)
    case UInt8(ascii: "r"): scratch.append(0x0D)
    case UInt8(ascii: "b"): scratch.append(0x08)
    case UInt8(ascii: "f"): scratch.append(0x0C)
    case UInt8(ascii: "u"): try copyUnicodeEscape()
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): scratch.append(byte)
    default:
      // No JSON escape: a Windows path, say. Both characters stay.
      scratch.append(UInt8(ascii: "\\"))
      scratch.append(byte)
    }
  }

  private mutating func copyUnicodeEscape() throws(ScanFailure) {
    var code = try hexadecimal()
    while (0xD800..<0xDC00).contains(code) {
      guard try takeUnicodeMark() else { return appendScalar(code) }
      let low = try hexadecimal()
      if (0xDC00..<0xE000).contains(low) {
        return appendScalar(0x10000 + (code - 0xD800) << 10 + (low - 0xDC00))
      }
      appendScalar(code)
      code = low
    }
    appendScalar(code)
  }

  /// Takes `\u` if it is next and no other text stands between.
  private mutating func takeUnicodeMark() throws(ScanFailure) -> Bool {
    guard try peek() == UInt8(ascii: "\\") else { return false }
    // Both bytes are needed to decide, and they may lie in two blocks.
    try lookAhead(2)
    guard end - position >= 2, buffer[position + 1] == UInt8(ascii: "u") else { return false }
    position += 2
    return true
  }

  /// The four digits after `\u`; a value beyond Unicode when they are none.
  private mutating func hexadecimal() throws(ScanFailure) -> UInt32 {
    var code: UInt32 = 0
    for _ in 0..<4 {
      let byte = try peek()
      guard let digit = hexadecimalDigit(byte) else { return .max }
      code = code << 4 | UInt32(digit)
      position += 1
    }
    return code
  }

  private mutating func appendScalar(_ code: UInt32) {
    if let scalar = Unicode.Scalar(code) {
      scratch.append(contentsOf: String(Character(scalar)).utf8)
    } else {
      repairedEscapes += 1
      scratch.append(contentsOf: [0xEF, 0xBF, 0xBD])
    }
  }
}

/// The value of a hexadecimal digit, or nil.
func hexadecimalDigit(_ byte: UInt8) -> UInt8? {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
  case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
  case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
  default: nil
  }
}
