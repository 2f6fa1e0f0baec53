extension PlainCursor {
  /// Whether a number ends here, in this block.
  @inline(__always)
  func endsNumber() -> Bool {
    position < end && TextReader.endsScalar(byte(position))
  }

  /// Takes up to 15 digits.
  @inline(__always)
  mutating func takeDigits() -> (value: UInt64, count: Int)? {
    let first = word(position)
    let count = DecimalDigits.count(first)
    guard count > 0 else { return nil }
    var value = DecimalDigits.value(first, count)
    guard count == 8 else {
      position += count
      return (value, count)
    }
    let second = word(position + 8)
    let more = DecimalDigits.count(second)
    guard more < 8 else { return nil }
    if more > 0 {
      value = value &* DecimalDigits.power(more) &+ DecimalDigits.value(second, more)
    }
    position += 8 + more
    return (value, 8 + more)
  }

  @inline(__always)
  mutating func takeInteger() -> Int64? {
    let isNegative = byte(position) == UInt8(ascii: "-")
    if isNegative { position += 1 }
    guard position < end, let digits = takeDigits(), endsNumber() else { return nil }
    return isNegative ? -Int64(digits.value) : Int64(digits.value)
  }

  /// Takes microseconds of at most 15 digits before the point and 7 after it, 18 in all.
  @inline(__always)
  mutating func takeTime() -> EventTime? {
    guard let whole = takeDigits() else { return nil }
    var nanoseconds = Int64(whole.value &* 1000)
    var picoseconds: Int64 = 0
    if position < end, byte(position) == UInt8(ascii: ".") {
      let digits = word(position + 1)
      let count = DecimalDigits.count(digits)
      guard count > 0, count < 8, whole.count + count <= 18 else { return nil }
      position += 1 + count
      // Seven digits of a microsecond are tenths of a picosecond.
      let fraction = DecimalDigits.value(digits, count) &* DecimalDigits.power(7 - count)
      nanoseconds += Int64(fraction / 10_000)
      picoseconds = Int64(fraction % 10_000 / 10)
    }
    guard endsNumber() else { return nil }
    return EventTime(nanoseconds: nanoseconds, picoseconds: picoseconds)
  }

  /// Takes a string "0x…" of at most 16 digits.
  @inline(__always)
  mutating func takeHexadecimalText() -> (value: UInt64, range: Range<Int>)? {
    let start = position + 1
    guard byte(start) == UInt8(ascii: "0"), byte(start + 1) | 0x20 == UInt8(ascii: "x") else {
      return nil
    }
    var value: UInt64 = 0
    var index = start + 2
    while index < end, index - start <= 18 {
      let byte = byte(index)
      guard let digit = hexadecimalDigit(byte) else {
        guard byte == UInt8(ascii: "\""), index > start + 2 else { return nil }
        position = index + 1
        return (value, start..<index)
      }
      guard index - start < 18 else { return nil }
      value = value << 4 | UInt64(digit)
      index += 1
    }
    return nil
  }
}
