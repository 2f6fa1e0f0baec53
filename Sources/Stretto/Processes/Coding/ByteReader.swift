/// Reads the binary form; every length is checked against what is left.
struct ByteReader {
  /// What is wrong with the bytes, and where.
  struct Malformed: Error {
    let reason: String
    let offset: Int
  }

  private let bytes: [UInt8]
  private(set) var offset: Int
  private let end: Int

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    offset = 0
    end = bytes.count
  }

  /// The same bytes from another place, up to the same end.
  func moved(to offset: Int) -> ByteReader {
    var copy = self
    copy.offset = min(max(0, offset), end)
    return copy
  }

  var remaining: Int { end - offset }

  func malformed(_ reason: String) -> Malformed { Malformed(reason: reason, offset: offset) }

  mutating func byte() throws(Malformed) -> UInt8 {
    guard offset < end else { throw malformed("the bytes end within a value") }
    defer { offset += 1 }
    return bytes[offset]
  }

  mutating func tag() throws(Malformed) -> ValueTag {
    let start = self
    guard let tag = ValueTag(rawValue: try byte()) else {
      throw start.malformed("no value starts with this byte")
    }
    return tag
  }

  mutating func varint() throws(Malformed) -> UInt64 {
    var number: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 64, by: 7) {
      let next = try byte()
      let part = UInt64(next & 0x7f)
      guard shift < 63 || part <= 1 else { break }
      number |= part << shift
      if next < 0x80 { return number }
    }
    throw malformed("a number has more than 64 bits")
  }

  mutating func fixed<Word: FixedWidthInteger>(_: Word.Type) throws(Malformed) -> Word {
    var word: Word = 0
    for shift in stride(from: 0, to: Word.bitWidth, by: 8) {
      word |= Word(truncatingIfNeeded: try byte()) << Word(truncatingIfNeeded: shift)
    }
    return word
  }

  /// A length that fits into what is left.
  mutating func length() throws(Malformed) -> Int {
    let start = self
    let length = try varint()
    guard length <= UInt64(remaining) else {
      throw start.malformed("a length goes beyond the end of the bytes")
    }
    return Int(length)
  }

  /// A length and that many bytes.
  mutating func run() throws(Malformed) -> [UInt8] {
    let count = try length()
    defer { offset += count }
    return Array(bytes[offset..<(offset + count)])
  }

  /// A length and that much UTF-8.
  mutating func text() throws(Malformed) -> String {
    let start = self
    let count = try length()
    guard let text = String(validating: bytes[offset..<(offset + count)], as: UTF8.self) else {
      throw start.malformed("a text is not UTF-8")
    }
    offset += count
    return text
  }

  /// What is left.
  mutating func rest() -> [UInt8] {
    defer { offset = end }
    return Array(bytes[offset..<end])
  }

  /// Passes over one value, whatever it is.
  mutating func skipValue() throws(Malformed) {
    switch try tag() {
    case .null, .no, .yes: return
    case .signed, .unsigned: _ = try varint()
    case .float: _ = try fixed(UInt32.self)
    case .double: _ = try fixed(UInt64.self)
    case .string, .bytes: offset += try length()
    case .array, .map:
      let header = try containerHeader()
      offset = header.end
    }
  }

  /// The number of entries of an array or map, and where its body ends.
  mutating func containerHeader() throws(Malformed) -> (count: Int, end: Int) {
    let start = self
    let size = try length()
    let end = offset + size
    let count = try varint()
    guard offset <= end, count <= UInt64(end - offset) else {
      throw start.malformed("a container has more entries than bytes")
    }
    return (Int(count), end)
  }
}
