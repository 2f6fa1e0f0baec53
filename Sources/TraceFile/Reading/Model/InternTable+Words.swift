extension InternTable {
  /// The hash of a text, fed with its whole words and then with the rest, filled up with zeros.
  struct Hash {
    private var state: UInt64

    @inline(__always)
    init(seed: UInt64) { state = seed }

    @inline(__always)
    mutating func add(_ word: UInt64) { state = Hash.mix(state ^ word) }

    @inline(__always)
    func value(count: Int) -> UInt64 { Hash.mix(state ^ UInt64(count)) }

    @inline(__always)
    private static func mix(_ word: UInt64) -> UInt64 {
      let product = word.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
      return product.high ^ product.low
    }
  }

  @inline(__always)
  static func word(_ raw: RawSpan, _ offset: Int) -> UInt64 {
    unsafe UInt64(littleEndian: raw.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }

  /// The first `count` bytes of a word, fewer than eight.
  @inline(__always)
  static func head(of word: UInt64, _ count: Int) -> UInt64 {
    word & ((1 << UInt64(8 * count)) - 1)
  }

  /// The bytes from `start` to the end, fewer than eight, as a word filled up with zeros.
  @inline(__always)
  static func tail(_ raw: RawSpan, from start: Int) -> UInt64 {
    let count = raw.byteCount - start
    if count == 0 { return 0 }
    // The last word of a longer text ends with them.
    if start >= 8 { return word(raw, raw.byteCount - 8) >> UInt64(64 - 8 * count) }
    var word: UInt64 = 0
    for index in start..<raw.byteCount {
      let byte = unsafe raw.unsafeLoad(fromByteOffset: index, as: UInt8.self)
      word |= UInt64(byte) << UInt64(8 * (index - start))
    }
    return word
  }

  /// Whether all bytes are ASCII, which is UTF-8 as it stands.
  static func isPlain(_ raw: RawSpan) -> Bool {
    var bits: UInt64 = 0
    var index = 0
    while index + 8 <= raw.byteCount {
      bits |= word(raw, index)
      index += 8
    }
    return (bits | tail(raw, from: index)) & 0x8080_8080_8080_8080 == 0
  }
}
