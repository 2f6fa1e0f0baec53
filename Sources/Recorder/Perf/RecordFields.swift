/// A part of the bytes; the kernel writes in the machine's own order.
struct RecordFields {
  let bytes: [UInt8]
  let start: Int
  let end: Int

  init(bytes: [UInt8], start: Int, end: Int) {
    self.bytes = bytes
    self.start = start
    self.end = end
  }

  /// All of the bytes.
  init(_ bytes: [UInt8]) { self.init(bytes: bytes, start: 0, end: bytes.count) }

  func byte(_ offset: Int) -> UInt8 { UInt8(truncatingIfNeeded: little(offset, 1)) }
  func half(_ offset: Int) -> UInt16 { UInt16(truncatingIfNeeded: little(offset, 2)) }
  func word(_ offset: Int) -> UInt32 { UInt32(truncatingIfNeeded: little(offset, 4)) }
  func number(_ offset: Int) -> Int32 { Int32(bitPattern: word(offset)) }
  func long(_ offset: Int) -> UInt64 { little(offset, 8) }

  func text(_ offset: Int, limit: Int) -> String {
    let first = start + offset
    let last = min(end, first + max(0, limit))
    guard first < last else { return "" }
    return String(decoding: bytes[first..<last].prefix { $0 != 0 }, as: UTF8.self)
  }

  private func little(_ offset: Int, _ count: Int) -> UInt64 {
    let first = start + offset
    guard offset >= 0, first + count <= end else { return 0 }
    var value: UInt64 = 0
    for index in 0..<count { value |= UInt64(bytes[first + index]) << UInt64(8 * index) }
    return value
  }
}
