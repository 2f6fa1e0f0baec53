/// The text of an event with some of its values replaced, the rest byte for byte.
struct EventRewriting {
  private struct Edit {
    var range: Range<Int>
    var start: Int
    var count: Int
  }

  private let raw: [UInt8]
  /// Whether the event is strict JSON and its text was kept.
  let isWhole: Bool
  /// Whether the text has bytes that are not UTF-8: replaced last, since that moves places.
  private let needsRepair: Bool
  /// Where `raw` starts in the file's text, in which places are given.
  private let offset: Int
  private var edits: [Edit] = []
  private var texts: [UInt8] = []

  init(_ event: ScannedEvent) {
    raw = event.raw ?? []
    let portable = portableJSON(raw)
    isWhole = portable != nil
    needsRepair = portable?.count != raw.count
    offset = event.start
  }

  /// Puts what `write` appends in the place of a value.
  mutating func replace(_ place: Range<Int>, _ write: (inout [UInt8]) -> Void) {
    let start = texts.count
    write(&texts)
    let range = place.lowerBound - offset..<place.upperBound - offset
    guard range.lowerBound >= 0, range.upperBound <= raw.count else { return }
    edits.append(Edit(range: range, start: start, count: texts.count - start))
  }

  /// Replaces a member's value, or adds the member when the event has none.
  mutating func set(
    _ key: StaticString, _ place: Range<Int>?, _ write: (inout [UInt8]) -> Void
  ) {
    if let place { return replace(place, write) }
    replace(offset + 1..<offset + 1) { bytes in
      bytes.append(UInt8(ascii: "\""))
      JSONText.append(key, to: &bytes)
      bytes.append(contentsOf: "\":".utf8)
      write(&bytes)
      bytes.append(UInt8(ascii: ","))
    }
  }

  /// Appends the event's new text.
  ///
  /// Of two values under the same key only the last was read and is replaced.
  func append(to lines: inout [UInt8]) {
    var position = 0
    let first = lines.count
    for edit in edits.sorted(by: { $0.range.lowerBound < $1.range.lowerBound })
    where edit.range.lowerBound >= position {
      lines.append(contentsOf: raw[position..<edit.range.lowerBound])
      lines.append(contentsOf: texts[edit.start..<edit.start + edit.count])
      position = edit.range.upperBound
    }
    lines.append(contentsOf: raw[position...])
    guard needsRepair else { return }
    let repaired = String(decoding: lines[first...], as: UTF8.self)
    lines.replaceSubrange(first..., with: repaired.utf8)
  }
}
