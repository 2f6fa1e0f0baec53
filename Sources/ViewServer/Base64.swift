/// Base64 with padding (RFC 4648, section 4).
package enum Base64 {
  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// The text of `bytes`, as ASCII.
  ///
  /// The texts of pieces may be joined when each piece but the last is a multiple of 3 bytes long.
  package static func encoded(_ bytes: some Collection<UInt8>) -> [UInt8] {
    var text: [UInt8] = []
    text.reserveCapacity((bytes.count + 2) / 3 * 4)
    var group: UInt32 = 0
    var length = 0
    for byte in bytes {
      group = group << 8 | UInt32(byte)
      length += 1
      if length == 3 {
        for shift in [UInt32(18), 12, 6, 0] { text.append(alphabet[Int(group >> shift & 63)]) }
        (group, length) = (0, 0)
      }
    }
    if length > 0 {
      group <<= UInt32(8 * (3 - length))
      text.append(alphabet[Int(group >> 18 & 63)])
      text.append(alphabet[Int(group >> 12 & 63)])
      text.append(length == 2 ? alphabet[Int(group >> 6 & 63)] : padding)
      text.append(padding)
    }
    return text
  }

  private static let padding = UInt8(ascii: "=")
}
