/// The strings of a trace, each stored once; events carry their numbers.
package struct NameTable: Sendable {
  /// The number of a string in its table.
  ///
  /// 0 is the empty string: none given.
  package struct ID: Hashable, Sendable {
    package let index: UInt32
    @inlinable
    package init(index: UInt32) { self.index = index }
    package static let none = ID(index: 0)
  }

  private var strings = [""]
  private var hashes: [UInt64] = [NameTable.hash("")]
  /// Open addressing: a string's index plus 1, or 0.
  private var slots: [UInt32] = []
  /// How many of the strings have a slot; the rest were appended as new.
  private var indexed = 0

  package init() {}

  package var count: Int { strings.count }

  package subscript(id: ID) -> String { strings[Int(id.index)] }

  /// The string's number, a new one at its first appearance.
  ///
  /// About 40 ns for a new string: tasks may have a name each.
  package mutating func intern(_ string: String) -> ID {
    index()
    if (strings.count + 1) * 2 > slots.count { grow() }
    let hash = NameTable.hash(string)
    let slot = slot(of: string, hash)
    if slots[slot] != 0 { return ID(index: slots[slot] - 1) }
    let id = ID(index: UInt32(strings.count))
    strings.append(string)
    hashes.append(hash)
    slots[slot] = UInt32(strings.count)
    indexed = strings.count
    return id
  }

  /// Adds a string that the caller knows not to be there; cheaper than `intern`.
  ///
  /// `find` is slow until `index()` has been called.
  package mutating func append(new string: String) -> ID {
    strings.append(string)
    hashes.append(NameTable.hash(string))
    return ID(index: UInt32(strings.count - 1))
  }

  /// Makes strings that were appended as new as quick to find as the others.
  package mutating func index() {
    guard indexed < strings.count else { return }
    if strings.count * 2 > slots.count { return grow() }
    addSlots(from: indexed)
  }

  /// The number of a string that the trace holds, or nil.
  package func find(_ string: String) -> ID? {
    if !slots.isEmpty {
      let slot = slots[slot(of: string, NameTable.hash(string))]
      if slot != 0 { return ID(index: slot - 1) }
    }
    let rest = strings[indexed...].firstIndex { $0.utf8.elementsEqual(string.utf8) }
    return rest.map { ID(index: UInt32($0)) }
  }

  /// Where a string's number is, or belongs.
  private func slot(of string: String, _ hash: UInt64) -> Int {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != 0 {
      let index = Int(slots[slot] - 1)
      if hashes[index] == hash, strings[index].utf8.elementsEqual(string.utf8) { break }
      slot = (slot + 1) & mask
    }
    return slot
  }

  private mutating func grow() {
    var size = max(64, slots.count * 4)
    while (strings.count + 1) * 2 > size { size *= 4 }
    slots = [UInt32](repeating: 0, count: size)
    addSlots(from: 0)
  }

  private mutating func addSlots(from first: Int) {
    let mask = slots.count - 1
    for index in first..<hashes.count {
      var slot = Int(truncatingIfNeeded: hashes[index]) & mask
      while slots[slot] != 0 { slot = (slot + 1) & mask }
      slots[slot] = UInt32(index + 1)
    }
    indexed = hashes.count
  }
}

extension NameTable {
  /// Chosen anew for each process, so that no file can choose strings that collide.
  private static let seed = UInt64.random(in: .min ... .max)

  private static func hash(_ string: String) -> UInt64 {
    var string = string
    return string.withUTF8 { text in
      let bytes = UnsafeRawBufferPointer(text)
      var hash = seed ^ UInt64(bytes.count)
      var index = 0
      while index + 8 <= bytes.count {
        hash = mix(hash ^ bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self))
        index += 8
      }
      var rest: UInt64 = 0
      while index < bytes.count {
        rest = rest << 8 | UInt64(bytes[index])
        index += 1
      }
      return mix(hash ^ rest)
    }
  }

  private static func mix(_ word: UInt64) -> UInt64 {
    let product = word.multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
    return product.high ^ product.low
  }
}
