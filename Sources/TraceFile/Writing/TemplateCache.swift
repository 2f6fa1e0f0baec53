import TraceModel

/// The phase letter of an event: `ph`.
enum Phase: UInt8 {
  case complete = 0x58  // X
  case asyncBegin = 0x62  // b
  case asyncEnd = 0x65  // e
  case flowStart = 0x73  // s
  case flowEnd = 0x66  // f
  case instant = 0x69  // i
  case counter = 0x43  // C
  case metadata = 0x4D  // M
}

/// What of an event's text depends on phase, lane, name and category only.
struct Template: Hashable {
  var phase: Phase
  var lane: LaneID
  var name: String
  /// Empty: no `cat` is written.
  var category: String

  /// `{"ph":"X","pid":1,"tid":2,"cat":"task","name":"compute"`.
  var text: [UInt8] {
    var text: [UInt8] = []
    JSONText.append("{\"ph\":\"", to: &text)
    text.append(phase.rawValue)
    JSONText.append("\",\"pid\":", to: &text)
    JSONText.appendInteger(lane.process, to: &text)
    JSONText.append(",\"tid\":", to: &text)
    JSONText.appendInteger(lane.thread, to: &text)
    if !category.isEmpty {
      JSONText.append(",\"cat\":", to: &text)
      JSONText.appendQuoted(category, to: &text)
    }
    JSONText.append(",\"name\":", to: &text)
    JSONText.appendQuoted(name, to: &text)
    return text
  }

  /// Cheap and stable within a run; equal templates have equal hashes.
  var cacheHash: UInt64 {
    var hash = UInt64(phase.rawValue) ^ 0xCBF2_9CE4_8422_2325
    Template.mix(UInt64(truncatingIfNeeded: lane.thread), into: &hash)
    Template.mix(UInt64(truncatingIfNeeded: lane.process), into: &hash)
    Template.mix(name, into: &hash)
    Template.mix(category, into: &hash)
    return hash ^ (hash >> 32)
  }

  private static func mix(_ value: UInt64, into hash: inout UInt64) {
    hash = (hash ^ value) &* 0x9E37_79B9_7F4A_7C15
    hash ^= hash >> 29
  }

  private static func mix(_ string: String, into hash: inout UInt64) {
    let bytes = string.utf8Span.span
    for index in bytes.indices { hash = (hash ^ UInt64(bytes[index])) &* 0x0000_0100_0000_01B3 }
    mix(UInt64(truncatingIfNeeded: bytes.count), into: &hash)
  }
}

/// The templates met lately, so that an event costs a copy of its template and
/// the digits that change.
///
/// Direct-mapped: a template that falls on a taken slot replaces what is there.
/// At most 1,024 templates of at most 512 bytes each are kept, about 1 MiB,
/// whatever the names.
struct TemplateCache {
  private static let slotCount = 1024
  private static let longestText = 512

  private struct Slot {
    var hash: UInt64
    var template: Template
    var text: [UInt8]
  }

  private var slots = [Slot?](repeating: nil, count: slotCount)

  /// Appends the template's text.
  mutating func append(_ template: Template, to text: inout [UInt8]) {
    let hash = template.cacheHash
    let index = Int(truncatingIfNeeded: hash) & (TemplateCache.slotCount - 1)
    if let slot = slots[index], slot.hash == hash, slot.template == template {
      text.append(contentsOf: slot.text)
      return
    }
    let formatted = template.text
    text.append(contentsOf: formatted)
    if formatted.count <= TemplateCache.longestText {
      slots[index] = Slot(hash: hash, template: template, text: formatted)
    }
  }
}
