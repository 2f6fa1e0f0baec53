/// A name made at run time, with its hash worked out once.
///
/// Make it where the work is submitted and pass it on: a thread that knows the
/// name already then looks at 8 bytes. Two names with equal 63-bit hashes would
/// be shown as one; no two names of one program are known to collide.
package struct TraceName: Hashable, Sendable {
  package let text: String
  package let key: UInt64

  package init(_ text: String) {
    self.text = text
    self.key = TraceName.hash(text)
  }

  /// FNV-1a with a final mix; the top bit tells hashes from addresses.
  private static func hash(_ text: String) -> UInt64 {
    var state: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text.utf8 {
      state = (state ^ UInt64(byte)) &* 0x0000_0100_0000_01b3
    }
    state ^= state >> 32
    return (state &* 0x9e37_79b9_7f4a_7c15) | (1 << 63)
  }
}

extension TraceName: ExpressibleByStringLiteral {
  package init(stringLiteral text: String) { self.init(text) }
}

extension StaticString {
  /// What a ring knows the name by: its address, which is never 0.
  @inlinable @inline(__always)
  var traceKey: UInt64 {
    if hasPointerRepresentation { return UInt64(UInt(bitPattern: unsafe utf8Start)) }
    return UInt64(unicodeScalar.value) | (1 << 62)
  }
}
