import TraceModel

/// Interns bytes without making a string of them first; only a new text costs one.
///
/// Open addressing over 64-bit hashes seeded per table, so that a file cannot
/// choose texts that collide. Bounded in texts and in bytes: beyond that every
/// new text is `.none`, and `isFull` says so.
struct InternTable {
  private struct Entry {
    var hash: UInt64
    /// The bytes behind the whole words, filled up with zeros: of a short text all of it.
    var last: UInt64
    /// Where its whole words begin.
    var start: Int
    var count: UInt32
    var id: NameTable.ID
  }

  /// Not all of them indexed.
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
  /// The whole words of every text.
  private var words: [UInt64] = []
  /// The bytes of all texts, each filled up to whole words.
  private var bytes = 0

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
    let last = InternTable.tail(raw, from: index)
    hash.add(last)
    return intern(raw, 0..<raw.byteCount, hash.value(count: raw.byteCount), last: last)
  }

  mutating func intern(_ text: String) -> NameTable.ID {
    let bytes = Array(text.utf8)
    return intern(bytes.span)
  }

  /// The number of a text whose hash is known, and what is left behind its whole words.
  @inline(__always)
  mutating func intern(
    _ raw: RawSpan, _ range: Range<Int>, _ hash: UInt64, last: UInt64
  ) -> NameTable.ID {
    guard !range.isEmpty else { return .none }
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != 0 {
      let entry = entries[Int(slots[slot]) - 1]
      if entry.hash == hash, entry.last == last, Int(entry.count) == range.count,
        hasWords(of: raw, range, from: entry.start)
      {
        return entry.id
      }
      slot = (slot + 1) & mask
    }
    return add(raw, range, hash: hash, last: last, at: slot)
  }

  @inline(never)
  private mutating func add(
    _ raw: RawSpan, _ range: Range<Int>, hash: UInt64, last: UInt64, at slot: Int
  ) -> NameTable.ID {
    guard entries.count < maximumTexts, range.count <= maximumBytes - bytes,
      let count = UInt32(exactly: range.count)
    else {
      isFull = true
      return .none
    }
    let start = words.count
    var index = range.lowerBound
    while index + 8 <= range.upperBound {
      words.append(InternTable.word(raw, index))
      index += 8
    }
    bytes += (range.count / 8 + 1) * 8
    let string = string(raw.extracting(range))
    // Only a repaired text can be equal to one of other bytes.
    let id = repaired == 0 ? names.append(new: string) : names.intern(string)
    entries.append(Entry(hash: hash, last: last, start: start, count: count, id: id))
    slots[slot] = UInt32(truncatingIfNeeded: entries.count)
    if entries.count * 2 > slots.count { grow() }
    return id
  }

  private mutating func string(_ raw: RawSpan) -> String {
    if InternTable.isPlain(raw) {
      return unsafe String(unsafeUninitializedCapacity: raw.byteCount) { characters in
        for index in 0..<raw.byteCount {
          unsafe characters[index] = raw.unsafeLoad(fromByteOffset: index, as: UInt8.self)
        }
        return raw.byteCount
      }
    }
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

  /// Whether the whole words of a text are those from a place on.
  @inline(__always)
  private func hasWords(of raw: RawSpan, _ range: Range<Int>, from start: Int) -> Bool {
    var index = range.lowerBound
    var known = start
    while index + 8 <= range.upperBound {
      guard InternTable.word(raw, index) == words[known] else { return false }
      index += 8
      known += 1
    }
    return true
  }
}
