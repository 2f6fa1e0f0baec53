/// A decimal number as written: sign, up to 19 digits, a power of ten.
struct DecimalNumber: Hashable {
  var isNegative = false
  var digits: UInt64 = 0
  var exponent = 0

  /// Reads a JSON number exactly; nil when the text is none.
  ///
  /// Digits beyond the 19th move into the exponent: none of ours has so many.
  init?(_ text: ByteSpan) {
    var index = 0
    var seen = 0
    if text.count > 0, text[0] == UInt8(ascii: "-") {
      isNegative = true
      index = 1
    }
    while index < text.count, let digit = decimalDigit(text[index]) {
      append(digit, isFraction: false)
      seen += 1
      index += 1
    }
    if index < text.count, text[index] == UInt8(ascii: ".") {
      index += 1
      while index < text.count, let digit = decimalDigit(text[index]) {
        append(digit, isFraction: true)
        seen += 1
        index += 1
      }
    }
    guard seen > 0 else { return nil }
    if index < text.count, text[index] | 0x20 == UInt8(ascii: "e") {
      guard readExponent(text, from: index + 1) else { return nil }
      index = text.count
    }
    guard index == text.count else { return nil }
  }

  @inline(__always)
  private mutating func append(_ digit: UInt8, isFraction: Bool) {
    if digits < 1_000_000_000_000_000_000 {
      digits = digits &* 10 &+ UInt64(digit)
      if isFraction { exponent -= 1 }
    } else if !isFraction {
      exponent += 1
    }
  }

  private mutating func readExponent(_ text: ByteSpan, from start: Int) -> Bool {
    var index = start
    var sign = 1
    if index < text.count, text[index] == UInt8(ascii: "+") || text[index] == UInt8(ascii: "-") {
      sign = text[index] == UInt8(ascii: "-") ? -1 : 1
      index += 1
    }
    guard index < text.count else { return false }
    var value = 0
    while index < text.count {
      guard let digit = decimalDigit(text[index]) else { return false }
      value = min(1_000_000, value * 10 + Int(digit))
      index += 1
    }
    exponent += sign * value
    return true
  }

  /// The value times 10^shift, as a whole number rounded down and thousandths
  /// of one; nil beyond ±2^62.
  func scaled(by shift: Int) -> (whole: Int64, thousandths: Int64)? {
    guard digits > 0 else { return (0, 0) }
    let power = exponent + shift
    var whole: UInt64
    var thousandths: UInt64 = 0
    if power >= 0 {
      guard power < 19 else { return nil }
      let product = digits.multipliedReportingOverflow(by: DecimalNumber.powers[power])
      guard !product.overflow else { return nil }
      whole = product.partialValue
    } else if power > -20 {
      let parts = digits.quotientAndRemainder(dividingBy: DecimalNumber.powers[-power])
      whole = parts.quotient
      let product = parts.remainder.multipliedFullWidth(by: 1000)
      thousandths = DecimalNumber.powers[-power].dividingFullWidth(product).quotient
    } else {
      whole = 0
    }
    guard whole <= 1 << 62 else { return nil }
    guard isNegative else { return (Int64(whole), Int64(thousandths)) }
    return thousandths == 0
      ? (-Int64(whole), 0) : (-Int64(whole) - 1, 1000 - Int64(thousandths))
  }

  private static let powers: [UInt64] = (0..<20).map { exponent in
    (0..<exponent).reduce(1) { power, _ in power * 10 }
  }
}

/// The value of a decimal digit, or nil.
@inline(__always)
func decimalDigit(_ byte: UInt8) -> UInt8? {
  let value = byte &- UInt8(ascii: "0")
  return value < 10 ? value : nil
}
