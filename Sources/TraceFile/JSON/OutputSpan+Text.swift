extension OutputSpan<UInt8> {
  /// Appends text as it stands.
  @inline(__always)
  mutating func append(_ literal: StaticString) {
    for index in 0..<literal.utf8CodeUnitCount { unsafe append(literal.utf8Start[index]) }
  }

  /// Appends a byte of a string's UTF-8, escaped where JSON asks for it: at most 6 bytes.
  @inline(__always)
  mutating func appendEscaped(_ byte: UInt8) {
    if byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\") {
      append(byte)
    } else {
      appendEscape(byte)
    }
  }

  private mutating func appendEscape(_ byte: UInt8) {
    append(UInt8(ascii: "\\"))
    switch byte {
    case 0x08: append(UInt8(ascii: "b"))
    case 0x09: append(UInt8(ascii: "t"))
    case 0x0A: append(UInt8(ascii: "n"))
    case 0x0C: append(UInt8(ascii: "f"))
    case 0x0D: append(UInt8(ascii: "r"))
    case 0..<0x20:
      append("u00")
      append(UInt8(ascii: "0") + byte >> 4)
      appendHexadecimal(UInt64(byte & 15))
    default: append(byte)
    }
  }

  /// Appends decimal digits, at most 20, without leading zeros.
  mutating func appendDigits(_ value: UInt64) {
    guard value >= 100_000_000 else {
      let digits = eightDigits(value)
      appendBytes(digits, skipping: min(7, digits.trailingZeroBitCount / 8))
      return
    }
    let (high, low) = value.quotientAndRemainder(dividingBy: 100_000_000)
    appendDigits(high)
    appendBytes(eightDigits(low), skipping: 0)
  }

  /// Appends whole nanoseconds as microseconds with three decimals, exactly: at
  /// most 21 bytes; not negative.
  mutating func appendMicroseconds(_ nanoseconds: Int64) {
    let (whole, rest) = nanoseconds.magnitude.quotientAndRemainder(dividingBy: 1000)
    appendDigits(whole)
    append(UInt8(ascii: "."))
    appendBytes(eightDigits(rest), skipping: 5)
  }

  /// Appends the bytes of the word but the lowest, as ASCII digits.
  private mutating func appendBytes(_ digits: UInt64, skipping count: Int) {
    var rest = (digits | 0x3030_3030_3030_3030) >> UInt64(8 * count)
    for _ in count..<8 {
      append(UInt8(truncatingIfNeeded: rest))
      rest >>= 8
    }
  }

  /// Appends hexadecimal digits, at most 16, without leading zeros.
  mutating func appendHexadecimal(_ value: UInt64) {
    let count = max(1, (67 - value.leadingZeroBitCount) / 4)
    for index in (0..<count).reversed() {
      let nibble = UInt8(truncatingIfNeeded: value >> UInt64(4 * index)) & 15
      append(nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "a") + nibble - 10)
    }
  }
}

/// The eight decimal digits of a value below 100,000,000, one a byte, the first
/// in the lowest byte: divides four, then two digits at a time in parallel.
private func eightDigits(_ value: UInt64) -> UInt64 {
  let (high, low) = value.quotientAndRemainder(dividingBy: 10_000)
  let fours = high | low << 32
  let hundreds = ((fours &* 10_486) >> 20) & 0x0000_007F_0000_007F
  let pairs = hundreds | (fours &- 100 &* hundreds) << 16
  let tens = ((pairs &* 103) >> 10) & 0x000F_000F_000F_000F
  return tens | (pairs &- 10 &* tens) << 8
}
