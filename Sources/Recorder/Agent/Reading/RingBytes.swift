/// Little-endian numbers out of bytes that nobody vouches for.
struct RingBytes {
  private let bytes: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { self.bytes = bytes }

  var count: Int { bytes.count }

  func slice(_ offset: Int, _ count: Int) -> ArraySlice<UInt8> {
    bytes.dropFirst(offset).prefix(count)
  }

  /// The number at `offset`; bytes beyond the end count as 0.
  func number<Number: FixedWidthInteger & UnsignedInteger & BitwiseCopyable>(
    _ offset: Int, as type: Number.Type = Number.self
  ) -> Number {
    guard offset >= 0, offset <= bytes.count - Number.bitWidth / 8 else { return cut(offset) }
    // The bytes from `offset` on are there: looked at just before.
    return unsafe bytes.withUnsafeBytes {
      Number(littleEndian: unsafe $0.loadUnaligned(fromByteOffset: offset, as: Number.self))
    }
  }

  /// A number of which some bytes may be missing.
  private func cut<Number: FixedWidthInteger & UnsignedInteger>(_ offset: Int) -> Number {
    var value: Number = 0
    var shift = 0
    let start = bytes.startIndex + offset
    for index in start..<start + Number.bitWidth / 8 {
      if bytes.indices.contains(index) { value |= Number(bytes[index]) << shift }
      shift += 8
    }
    return value
  }
}
