import TraceModel

/// Where the text of a token lies until the reader moves to another block.
struct TextPlace {
  var range: Range<Int>
  /// In `scratch`, not in the block.
  var isCopy: Bool
}

extension TextReader {
  /// Calls `body` with the text of a token read since the block was last changed.
  @inline(__always)
  func withText<R>(at place: TextPlace, _ body: (ByteSpan) -> R) -> R {
    place.isCopy
      ? body(scratch.span.extracting(place.range)) : body(buffer.span.extracting(place.range))
  }

  /// The number of a token's text in a table.
  @inline(__always)
  func intern(_ place: TextPlace, into table: inout InternTable) -> NameTable.ID {
    withText(at: place) { table.intern($0) }
  }

  /// Reads a string whose opening quote is next; its text, unescaped and at
  /// most `longestText` bytes.
  mutating func string() throws(ScanFailure) -> TextPlace {
    position += 1
    let start = position
    let stop = unsafe TextReader.stringEnd(in: buffer.span.bytes, from: start, to: end)
    position = stop
    if stop < end, buffer[stop] == UInt8(ascii: "\"") {
      position = stop + 1
      return place(of: start..<stop)
    }
    scratch.removeAll(keepingCapacity: true)
    keep(start..<stop)
    try copyString()
    return TextPlace(range: 0..<scratch.count, isCopy: true)
  }

  /// Passes over a string whose opening quote is next.
  mutating func skipString() throws(ScanFailure) {
    position += 1
    while true {
      position = unsafe TextReader.stringEnd(in: buffer.span.bytes, from: position, to: end)
      let byte = try peek()
      switch byte {
      case UInt8(ascii: "\""):
        position += 1
        return
      case UInt8(ascii: "\\"):
        position += 1
        _ = try peek()
        position += 1
      case 0x0A: throw .damaged
      case 0..<0x20: position += 1
      default: break
      }
    }
  }

  /// A token in the block, cut to `longestText`.
  private mutating func place(of range: Range<Int>) -> TextPlace {
    guard range.count > longestText else { return TextPlace(range: range, isCopy: false) }
    cutTexts += 1
    let cut = TextReader.characterStart(
      in: buffer.span, at: range.lowerBound + longestText, notBefore: range.lowerBound)
    return TextPlace(range: range.lowerBound..<cut, isCopy: false)
  }

  private mutating func keep(_ range: Range<Int>) {
    guard scratch.count <= longestText else { return }
    scratch.append(contentsOf: buffer[range])
  }

  /// Goes on with a string that has an escape, or that goes on in the next block.
  private mutating func copyString() throws(ScanFailure) {
    while true {
      let byte = try peek()
      if byte == UInt8(ascii: "\"") { break }
      switch byte {
      case UInt8(ascii: "\\"): try copyEscape()
      // A line feed inside a string: nearly always a quote is missing.
      case 0x0A: throw .damaged
      case 0..<0x20:
        keep(position..<position + 1)
        position += 1
      default:
        let stop = unsafe TextReader.stringEnd(in: buffer.span.bytes, from: position, to: end)
        keep(position..<stop)
        position = stop
      }
    }
    position += 1
    if scratch.count > longestText {
      cutTexts += 1
      let cut = TextReader.characterStart(in: scratch.span, at: longestText, notBefore: 0)
      scratch.removeSubrange(cut...)
    }
  }
}

extension TextReader {
  /// The first quote, backslash or control character in `start..<end`, or `end`.
  ///
  /// Eight bytes at a time; `bytes` holds eight bytes more than `end` says.
  @inline(__always)
  static func stringEnd(in bytes: RawSpan, from start: Int, to end: Int) -> Int {
    var index = start
    while index < end {
      let word = UInt64(
        littleEndian: unsafe bytes.unsafeLoadUnaligned(fromByteOffset: index, as: UInt64.self))
      let marks = stringMarks(word)
      if marks != 0 { return min(end, index + marks.trailingZeroBitCount >> 3) }
      index += 8
    }
    return end
  }

  /// The top bit of every byte that is a quote, a backslash or below 0x20; the
  /// lowest bit set is exact, higher ones may not be.
  @inline(__always)
  static func stringMarks(_ word: UInt64) -> UInt64 {
    let ones: UInt64 = 0x0101_0101_0101_0101
    let tops: UInt64 = 0x8080_8080_8080_8080
    let quotes = word ^ (ones &* 0x22)
    let escapes = word ^ (ones &* 0x5C)
    let found =
      ((quotes &- ones) & ~quotes) | ((escapes &- ones) & ~escapes)
      | ((word &- (ones &* 0x20)) & ~word)
    return found & tops
  }

  /// The start of the UTF-8 sequence that `index` lies in.
  private static func characterStart(
    in bytes: ByteSpan, at index: Int, notBefore start: Int
  ) -> Int {
    var cut = index
    while cut > start, index - cut < 3, bytes[cut] & 0xC0 == 0x80 { cut -= 1 }
    return cut
  }
}
