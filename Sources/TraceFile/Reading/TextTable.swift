import TraceModel

/// Interns bytes without making a string of them first; only a new text costs one.
///
/// Open addressing over 64-bit hashes seeded per table, so that a file cannot
/// choose texts that collide.
struct TextTable {
  private struct Entry {
    var hash: UInt64
    var start: Int
    var count: Int
    var id: NameTable.ID
  }

  private(set) var names = NameTable()
  /// Distinct texts whose UTF-8 had to be repaired.
  private(set) var repaired = 0
  private var entries: [Entry] = []
  private var slots = [UInt32](repeating: 0, count: 1 << 10)
  private var bytes: [UInt8] = []
  private let seed = UInt64.random(in: .min ... .max)

  /// The number of a text, a new one at its first appearance.
  mutating func intern(_ text: ByteSpan) -> NameTable.ID {
    guard text.count > 0 else { return .none }
    let hash = TextTable.hash(text, seed: seed)
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != 0 {
      let entry = entries[Int(slots[slot]) - 1]
      if entry.hash == hash, entry.count == text.count, isEqual(text, from: entry.start) {
        return entry.id
      }
      slot = (slot + 1) & mask
    }
    return add(text, hash: hash, at: slot)
  }

  mutating func intern(_ text: String) -> NameTable.ID {
    let bytes = Array(text.utf8)
    return intern(bytes.span)
  }

  private mutating func add(_ text: ByteSpan, hash: UInt64, at slot: Int) -> NameTable.ID {
    let start = bytes.count
    for index in 0..<text.count { bytes.append(text[index]) }
    let kept = bytes[start...]
    let string: String
    if let valid = String(validating: kept, as: UTF8.self) {
      string = valid
    } else {
      repaired += 1
      string = String(decoding: kept, as: UTF8.self)
    }
    let id = names.intern(string)
    entries.append(Entry(hash: hash, start: start, count: text.count, id: id))
    slots[slot] = UInt32(truncatingIfNeeded: entries.count)
    if entries.count * 2 > slots.count { grow() }
    return id
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
  private func isEqual(_ text: ByteSpan, from start: Int) -> Bool {
    let left = unsafe text.bytes
    let right = unsafe bytes.span.bytes
    var index = 0
    while index + 8 <= text.count {
      let word = unsafe left.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
      let known = unsafe right.unsafeLoadUnaligned(fromByteOffset: start + index, as: UInt64.self)
      guard word == known else { return false }
      index += 8
    }
    while index < text.count {
      guard text[index] == bytes[start + index] else { return false }
      index += 1
    }
    return true
  }

  @inline(__always)
  private static func hash(_ text: ByteSpan, seed: UInt64) -> UInt64 {
    let raw = unsafe text.bytes
    var hash = seed ^ UInt64(text.count)
    var index = 0
    while index + 8 <= raw.byteCount {
      let word = unsafe raw.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self)
      hash = mix(hash ^ word)
      index += 8
    }
    var last: UInt64 = 0
    while index < text.count {
      last = last << 8 | UInt64(text[index])
      index += 1
    }
    return mix(hash ^ last)
  }

  @inline(__always)
  private static func mix(_ word: UInt64) -> UInt64 {
    let product = word.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    return product.high ^ product.low
  }
}
