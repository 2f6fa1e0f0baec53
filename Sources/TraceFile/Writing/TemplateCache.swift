import TraceModel

/// The templates met lately, so that an event costs a copy of its template and
/// the digits that change.
///
/// Each template has two slots; the older of two others gives way. At most 1,024 templates of at most 512 bytes each are kept, about 1 MiB,
/// whatever the names.
struct TemplateCache {
  private static let slotCount = 1024
  private static let longestText = 512

  private struct Head: Equatable {
    var hash: UInt64 = 0
    var thread: Int64 = 0
    var process: Int64 = 0
    var phase = EventPhase.metadata
  }

  // By columns: looking into one does not copy the others.
  private var heads = [Head](repeating: Head(), count: slotCount)
  private var names = [String](repeating: "", count: slotCount)
  private var categories = [String](repeating: "", count: slotCount)
  private var texts = [[UInt8]](repeating: [], count: slotCount)

  /// Appends the template's text.
  mutating func append(
    _ phase: EventPhase, _ lane: LaneID, _ name: String, _ category: String, to text: inout [UInt8]
  ) {
    let hash = TemplateCache.hash(phase, lane, name, category)
    let head = Head(hash: hash, thread: lane.thread, process: lane.process, phase: phase)
    let first = Int(truncatingIfNeeded: hash) & (TemplateCache.slotCount - 1)
    let second = first ^ 1
    if holds(head, name, category, at: first) {
      text.append(contentsOf: texts[first])
    } else if holds(head, name, category, at: second) {
      text.append(contentsOf: texts[second])
    } else {
      let formatted = Template.text(phase, lane, name, category)
      text.append(contentsOf: formatted)
      guard formatted.count <= TemplateCache.longestText else { return }
      moveSlot(from: first, to: second)
      heads[first] = head
      names[first] = name
      categories[first] = category
      texts[first] = formatted
    }
  }

  // Names are never empty: a slot not yet used is not taken for a match.
  @inline(__always)
  private func holds(_ head: Head, _ name: String, _ category: String, at index: Int) -> Bool {
    heads[index] == head && names[index] == name && categories[index] == category
  }

  private mutating func moveSlot(from first: Int, to second: Int) {
    heads[second] = heads[first]
    names[second] = names[first]
    categories[second] = categories[first]
    texts[second] = texts[first]
  }

  private static func hash(
    _ phase: EventPhase, _ lane: LaneID, _ name: String, _ category: String
  ) -> UInt64 {
    var hash = UInt64(phase.rawValue) ^ 0xCBF2_9CE4_8422_2325
    mix(UInt64(truncatingIfNeeded: lane.thread), into: &hash)
    mix(UInt64(truncatingIfNeeded: lane.process), into: &hash)
    mix(name, into: &hash)
    mix(category, into: &hash)
    return hash ^ (hash >> 32)
  }

  @inline(__always)
  private static func mix(_ value: UInt64, into hash: inout UInt64) {
    hash = (hash ^ value) &* 0x9E37_79B9_7F4A_7C15
    hash ^= hash >> 29
  }

  /// Mixes the string's two words in: its text up to 15 bytes, else where it is stored.
  ///
  /// The same long text stored twice takes two slots, no more; looking at it
  /// would cost more than the rest of the event.
  @inline(__always)
  private static func mix(_ string: String, into hash: inout UInt64) {
    let words = unsafe unsafeBitCast(string, to: (UInt64, UInt64).self)
    mix(words.0, into: &hash)
    mix(words.1, into: &hash)
  }
}
