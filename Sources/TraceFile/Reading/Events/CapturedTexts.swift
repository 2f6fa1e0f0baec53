/// A text in `CapturedTexts`.
struct CapturedText: Hashable {
  var start: UInt32
  var count: UInt32

  var range: Range<Int> { Int(start)..<Int(start) + Int(count) }
}

/// Texts of one event, kept until the next; bounded, and its memory is reused.
struct CapturedTexts {
  /// The most bytes kept for one event.
  static let capacity = 1 << 20

  private(set) var bytes = [UInt8](repeating: 0, count: 256)
  private(set) var count = 0

  @inline(__always)
  mutating func removeAll() { count = 0 }

  /// Keeps a copy of bytes; nil when the event has had its share.
  @inline(__always)
  mutating func append(_ raw: RawSpan, _ range: Range<Int>) -> CapturedText? {
    let start = count
    guard reserve(range.count) else { return nil }
    for offset in range {
      bytes[count] = unsafe raw.unsafeLoad(fromByteOffset: offset, as: UInt8.self)
      count += 1
    }
    return CapturedText(start: UInt32(start), count: UInt32(range.count))
  }

  /// Makes room for so many bytes more.
  @inline(__always)
  private mutating func reserve(_ more: Int) -> Bool {
    if count + more <= bytes.count { return true }
    guard count + more <= CapturedTexts.capacity else { return false }
    bytes.append(contentsOf: repeatElement(0, count: count + 2 * more))
    return true
  }

  /// A text's bytes, for `body` only.
  func withBytes<R>(of text: CapturedText, _ body: (ByteSpan) -> R) -> R {
    body(bytes.span.extracting(text.range))
  }
}
