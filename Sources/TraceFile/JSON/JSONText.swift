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
    let bytes = value.utf8Span.span
    text.append(addingCapacity: 6 * bytes.count + 2) { output in
      output.append(UInt8(ascii: "\""))
      for index in bytes.indices { output.appendEscaped(bytes[index]) }
      output.append(UInt8(ascii: "\""))
    }
  }

  /// Appends bytes that should be UTF-8 in quotes; what is not becomes U+FFFD.
  package static func appendQuoted(repairing bytes: some Collection<UInt8>, to text: inout [UInt8])
  {
    appendQuoted(String(decoding: bytes, as: UTF8.self), to: &text)
  }

  /// Appends an integer, exactly.
  package static func appendInteger(_ value: Int64, to text: inout [UInt8]) {
    text.append(addingCapacity: 20) { output in
      if value < 0 { output.append(UInt8(ascii: "-")) }
      output.appendDigits(value.magnitude)
    }
  }

  /// Appends an unsigned integer, exactly.
  package static func appendDigits(_ value: UInt64, to text: inout [UInt8]) {
    text.append(addingCapacity: 20) { output in output.appendDigits(value) }
  }

  /// Appends whole nanoseconds as microseconds with three decimals, exactly;
  /// not negative.
  package static func appendMicroseconds(_ nanoseconds: Int64, to text: inout [UInt8]) {
    text.append(addingCapacity: 24) { output in output.appendMicroseconds(nanoseconds) }
  }

  /// Appends a number in the shortest form that reads back equal, `null` when
  /// it is not finite: JSON has no other word for it.
  package static func appendNumber(_ value: Double, to text: inout [UInt8]) {
    text.append(contentsOf: value.isFinite ? value.description.utf8 : "null".utf8)
  }
}
