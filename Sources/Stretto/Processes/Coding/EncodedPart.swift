/// A value under construction: its own bytes, and where the parts inside it go.
///
/// A tree rather than one buffer, because `Codable` lets a type fill several
/// containers in turns.
final class EncodedPart {
  enum Shape {
    /// One value, as it is.
    case value
    case array
    case map
  }

  var writer = ByteWriter()
  private(set) var shape = Shape.value
  private(set) var count = 0
  private var inner: [(offset: Int, part: EncodedPart)] = []
  private var bodySize = 0

  /// Makes it an array or a map; the first shape stays.
  func become(_ shape: Shape) {
    if case .value = self.shape { self.shape = shape }
  }

  func countEntry() { count += 1 }

  func insert() -> EncodedPart {
    let part = EncodedPart()
    inner.append((writer.bytes.count, part))
    return part
  }

  /// The whole value; one pass to measure, one to write.
  func encoded() -> [UInt8] {
    var out = ByteWriter()
    _ = measure()
    write(to: &out)
    return out.bytes
  }

  private func measure() -> Int {
    bodySize = inner.reduce(writer.bytes.count) { $0 + $1.part.measure() }
    switch shape {
    case .value: return max(1, bodySize)
    case .array, .map:
      let content = ByteWriter.varintSize(UInt64(count)) + bodySize
      return 1 + ByteWriter.varintSize(UInt64(content)) + content
    }
  }

  private func write(to out: inout ByteWriter) {
    switch shape {
    case .value: if bodySize == 0 { out.append(.null) }
    case .array, .map:
      if case .array = shape { out.append(.array) } else { out.append(.map) }
      out.appendVarint(UInt64(ByteWriter.varintSize(UInt64(count)) + bodySize))
      out.appendVarint(UInt64(count))
    }
    var from = 0
    for (offset, part) in inner {
      out.append(raw: writer.bytes[from..<offset])
      part.write(to: &out)
      from = offset
    }
    out.append(raw: writer.bytes[from...])
  }
}
