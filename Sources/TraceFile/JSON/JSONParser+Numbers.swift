extension JSONParser {
  mutating func parseNumber() throws(TraceFileError) -> JSONValue {
    let start = position
    let isNegative = take(UInt8(ascii: "-"))
    let firstDigit = peek
    let count = try skipDigits()
    if firstDigit == UInt8(ascii: "0"), count > 1 {
      position = start
      throw malformed("a number starts with a needless zero")
    }
    var isWhole = true
    if take(UInt8(ascii: ".")) {
      isWhole = false
      _ = try skipDigits()
    }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      isWhole = false
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      _ = try skipDigits()
    }
    let text = String(decoding: bytes[start..<position], as: UTF8.self)
    // Minus zero is a double only.
    let isMinusZero = isNegative && firstDigit == UInt8(ascii: "0")
    if isWhole, !isMinusZero, let value = Int64(text) { return .integer(value) }
    guard let value = Double(text), value.isFinite else {
      position = start
      throw malformed("a number is beyond the range of a double")
    }
    return .number(value)
  }

  mutating func skipDigits() throws(TraceFileError) -> Int {
    let start = position
    while let byte = peek, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { position += 1 }
    guard position > start else {
      throw peek == nil ? truncated() : malformed("a digit is expected")
    }
    return position - start
  }
}
