/// Appends the parts of the binary form to bytes.
struct ByteWriter {
  private(set) var bytes: [UInt8] = []

  mutating func append(_ tag: ValueTag) { bytes.append(tag.rawValue) }
  mutating func append(raw more: some Collection<UInt8>) { bytes.append(contentsOf: more) }

  mutating func appendVarint(_ number: UInt64) {
    var rest = number
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(truncatingIfNeeded: rest))
  }

  mutating func appendFixed<Word: FixedWidthInteger>(_ word: Word) {
    var rest = word
    for _ in 0..<(Word.bitWidth / 8) {
      bytes.append(UInt8(truncatingIfNeeded: rest))
      rest >>= 8
    }
  }

  /// A length and UTF-8.
  mutating func append(text: String) {
    appendVarint(UInt64(text.utf8.count))
    bytes.append(contentsOf: text.utf8)
  }

  // MARK: Tagged values

  mutating func append(_ value: Bool) { append(value ? ValueTag.yes : .no) }

  mutating func append(signed value: some SignedInteger & FixedWidthInteger) {
    let wide = Int64(value)
    append(.signed)
    appendVarint(UInt64(bitPattern: (wide << 1) ^ (wide >> 63)))
  }

  mutating func append(unsigned value: some UnsignedInteger & FixedWidthInteger) {
    append(.unsigned)
    appendVarint(UInt64(value))
  }

  mutating func append(_ value: Float) {
    append(.float)
    appendFixed(value.bitPattern)
  }

  mutating func append(_ value: Double) {
    append(.double)
    appendFixed(value.bitPattern)
  }

  mutating func append(_ value: String) {
    append(.string)
    append(text: value)
  }

  mutating func append(_ value: [UInt8]) {
    append(.bytes)
    appendVarint(UInt64(value.count))
    append(raw: value)
  }

  static func varintSize(_ number: UInt64) -> Int {
    max(1, (UInt64.bitWidth - number.leadingZeroBitCount + 6) / 7)
  }
}
