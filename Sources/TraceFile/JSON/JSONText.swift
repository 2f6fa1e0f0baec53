/// The smallest pieces of JSON text, shared by the value encoder and the event encoder.
package enum JSONText {
  /// Appends text as it stands: punctuation and keys known to need no escape.
  @inline(__always)
  static func append(_ literal: StaticString, to text: inout [UInt8]) {
    unsafe text.append(
      contentsOf: UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
  }

  /// Appends the text in quotes: raw UTF-8, with quotes, backslashes and
  /// control characters escaped.
  package static func appendQuoted(_ value: String, to text: inout [UInt8]) {
    text.append(UInt8(ascii: "\""))
    for byte in value.utf8 { appendEscaped(byte, to: &text) }
    text.append(UInt8(ascii: "\""))
  }

  /// Appends bytes that should be UTF-8 in quotes; what is not becomes U+FFFD.
  package static func appendQuoted(repairing bytes: some Collection<UInt8>, to text: inout [UInt8])
  {
    appendQuoted(String(decoding: bytes, as: UTF8.self), to: &text)
  }

  /// Appends an integer, exactly.
  package static func appendInteger(_ value: Int64, to text: inout [UInt8]) {
    if value < 0 { text.append(UInt8(ascii: "-")) }
    appendDigits(value.magnitude, to: &text)
  }

  /// Appends an unsigned integer, exactly.
  package static func appendDigits(_ value: UInt64, to text: inout [UInt8]) {
    var digits: [20 of UInt8] = .init(repeating: 0)
    var first = 20
    var rest = value
    repeat {
      first -= 1
      digits[first] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    } while rest > 0
    while first < 20 {
      text.append(digits[first])
      first += 1
    }
  }

  /// Appends whole nanoseconds as microseconds with three decimals, exactly;
  /// not negative.
  package static func appendMicroseconds(_ nanoseconds: Int64, to text: inout [UInt8]) {
    let count = nanoseconds.magnitude
    appendDigits(count / 1000, to: &text)
    let rest = UInt16(truncatingIfNeeded: count % 1000)
    text.append(UInt8(ascii: "."))
    text.append(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest / 100))
    text.append(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest / 10 % 10))
    text.append(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest % 10))
  }

  /// Appends a number in the shortest form that reads back equal, `null` when
  /// it is not finite: JSON has no other word for it.
  package static func appendNumber(_ value: Double, to text: inout [UInt8]) {
    text.append(contentsOf: value.isFinite ? value.description.utf8 : "null".utf8)
  }

  private static func appendEscaped(_ byte: UInt8, to text: inout [UInt8]) {
    switch byte {
    case UInt8(ascii: "\""): text.append(contentsOf: "\\\"".utf8)
    case UInt8(ascii: "\\"): text.append(contentsOf: "\\\\".utf8)
    case 0x08: text.append(contentsOf: "\\b".utf8)
    case 0x09: text.append(contentsOf: "\\t".utf8)
    case 0x0A: text.append(contentsOf: "\\n".utf8)
    case 0x0C: text.append(contentsOf: "\\f".utf8)
    case 0x0D: text.append(contentsOf: "\\r".utf8)
    case 0..<0x20:
      text.append(contentsOf: "\\u00".utf8)
      text.append(hexadecimal(byte >> 4))
      text.append(hexadecimal(byte & 15))
    default: text.append(byte)
    }
  }

  private static func hexadecimal(_ nibble: UInt8) -> UInt8 {
    nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "a") + nibble - 10
  }
}
