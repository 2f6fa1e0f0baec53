import TraceModel

/// Interns bytes without making a string of them first; only a new text costs one.
///
/// Open addressing over 64-bit hashes seeded per table, so that a file cannot
/// choose texts that collide. Bounded in texts and in bytes: beyond that every
/// new text is `.none`, and `isFull` says so.
struct InternTable {
  private struct Entry {
    var hash: UInt64
    var start: Int
    var count: Int
    var id: NameTable.ID
  }

  private(set) var names = NameTable()
  /// Distinct texts whose UTF-8 had to be repaired.
  private(set) var repaired = 0
  /// Whether a text was refused.
  private(set) var isFull = false
  let seed = UInt64.random(in: .min ... .max)
  private let maximumTexts: Int
  private let maximumBytes: Int
  private var entries: [Entry] = []
  private var slots = [UInt32](repeating: 0, count: 1 << 10)
  /// Every text, filled up with zeros to whole words.
  private var words: [UInt64] = []

  init(_ options: TraceReaderOptions) {
    maximumTexts = options.maximumNames
    maximumBytes = options.maximumNameBytes
  }

  /// The number of a text, a new one at its first appearance.
  mutating func intern(_ text: ByteSpan) -> NameTable.ID {
    let raw = unsafe text.bytes
    var hash = Hash(seed: seed)
    var index = 0
    while index + 8 <= raw.byteCount {
      hash.add(InternTable.word(raw, index))
      index += 8
    }
    hash.add(InternTable.tail(raw, from: index))
    return intern(raw, 0..<raw.byteCount, hash.value(count: raw.byteCount))
  }

  mutating func intern(_ text: String) -> NameTable.ID {
    let bytes = Array(text.utf8)
    return intern(bytes.span)
  }

  /// The number of a text whose hash is known.
  @inline(__always)
  mutating func intern(_ raw: RawSpan, _ range: Range<Int>, _ hash: UInt64) -> NameTable.ID {
    guard !range.isEmpty else { return .none }
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != 0 {
      let entry = entries[Int(slots[slot]) - 1]
      if entry.hash == hash, entry.count == range.count, isEqual(raw, range, from: entry.start) {
        return entry.id
      }
      slot = (slot + 1) & mask
    }
    return add(raw, range, hash: hash, at: slot)
  }

  @inline(never)
  private mutating func add(
    _ raw: RawSpan, _ range: Range<Int>, hash: UInt64, at slot: Int
  ) -> NameTable.ID {
    guard entries.count < maximumTexts, words.count * 8 + range.count <= maximumBytes else {
      isFull = true
      return .none
    }
    let start = words.count
    var index = range.lowerBound
    while index + 8 <= range.upperBound {
      words.append(InternTable.word(raw, index))
      index += 8
    }
    let text = raw.extracting(range)
    words.append(InternTable.tail(text, from: index - range.lowerBound))
    let id = names.intern(string(text))
    entries.append(Entry(hash: hash, start: start, count: range.count, id: id))
    slots[slot] = UInt32(truncatingIfNeeded: entries.count)
    if entries.count * 2 > slots.count { grow() }
    return id
  }

  private mutating func string(_ raw: RawSpan) -> String {
    let bytes = (0..<raw.byteCount).map {
      unsafe raw.unsafeLoad(fromByteOffset: $0, as: UInt8.self)
    }
    if let valid = String(validating: bytes, as: UTF8.self) { return valid }
    repaired += 1
    return String(decoding: bytes, as: UTF8.self)
  }

  private mutating func grow() {
    var larger = [UInt32](repeating: 0, count: slots.count * 4)
    let mask = larger.count - 1
    for (index, entry) in entries.enumerated() {
      var slot = Int(truncatingIfNeeded: entry.hash) & mask
      while larger[slot] != 0 { slot = (slot + 1) & mask }
      larger[slot] = UInt32(truncatingIfNeeded: index + 1)
    }
    slots = larger
  }

  @inline(__always)
  private func isEqual(_ raw: RawSpan, _ range: Range<Int>, from start: Int) -> Bool {
    var index = range.lowerBound
    var known = start
    while index + 8 <= range.upperBound {
      guard InternTable.word(raw, index) == words[known] else { return false }
      index += 8
      known += 1
    }
    guard index < range.upperBound else { return true }
    let rest = range.upperBound - index
    let last =
      index + 8 <= raw.byteCount
      ? InternTable.head(of: InternTable.word(raw, index), rest)
      : InternTable.tail(raw, from: index)
    return last == words[known]
  }
}

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
  private static func word(_ raw: RawSpan, _ offset: Int) -> UInt64 {
    unsafe UInt64(littleEndian: raw.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }

  /// The first `count` bytes of a word, fewer than eight.
  @inline(__always)
  static func head(of word: UInt64, _ count: Int) -> UInt64 {
    word & ((1 << UInt64(8 * count)) - 1)
  }

  /// The bytes from `start` to the end, fewer than eight, as a word.
  private static func tail(_ raw: RawSpan, from start: Int) -> UInt64 {
    var word: UInt64 = 0
    for index in start..<raw.byteCount {
      let byte = unsafe raw.unsafeLoad(fromByteOffset: index, as: UInt8.self)
      word |= UInt64(byte) << UInt64(8 * (index - start))
    }
    return word
  }
}
