import TraceModel

extension PlainCursor {
  /// Takes a member's key, its colon and the space around; the key as a word to compare.
  ///
  /// 0 stands for any key of eight bytes or more.
  @inline(__always)
  mutating func takeKey() -> UInt64? {
    let start = position + 1
    let word = word(start)
    let marks = TextReader.stringMarks(word)
    var key: UInt64 = 0
    var stop = start
    if marks != 0 {
      let count = marks.trailingZeroBitCount >> 3
      guard count > 0 else { return nil }
      stop += count
      key = word & (UInt64.max >> UInt64(64 - 8 * count))
    } else {
      guard let found = stringEnd(from: start), found - start != PackedKey.executorsLength else {
        return nil
      }
      stop = found
    }
    guard stop < end, byte(stop) == UInt8(ascii: "\"") else { return nil }
    position = stop + 1
    if byte(position) != UInt8(ascii: ":") { skipSpace() }
    guard position < end, byte(position) == UInt8(ascii: ":") else { return nil }
    position += 1
    if byte(position) <= 0x20 { skipSpace() }
    return position < end ? key : nil
  }

  @inline(never)
  mutating func skipSpace() {
    while position < end {
      switch byte(position) {
      case 0x20, 0x0A, 0x0D, 0x09: position += 1
      default: return
      }
    }
  }

  /// The quote that ends a string which started before `start`; nil when
  /// something else has to be looked at before.
  @inline(__always)
  func stringEnd(from start: Int) -> Int? {
    var index = start
    while index < end {
      let marks = TextReader.stringMarks(word(index))
      if marks != 0 {
        index += marks.trailingZeroBitCount >> 3
        return index < end && byte(index) == UInt8(ascii: "\"") ? index : nil
      }
      index += 8
    }
    return nil
  }

  /// Takes a string of one character.
  @inline(__always)
  mutating func takeCharacter() -> UInt8? {
    let character = byte(position + 1)
    guard position + 2 < end, byte(position) == UInt8(ascii: "\""),
      byte(position + 2) == UInt8(ascii: "\""), character >= 0x20,
      character != UInt8(ascii: "\""), character != UInt8(ascii: "\\")
    else { return nil }
    position += 3
    return character
  }

  /// Takes a string and gives its number in a table; one pass finds its end and its hash.
  @inline(__always)
  mutating func takeText(_ table: inout InternTable) -> NameTable.ID? {
    guard byte(position) == UInt8(ascii: "\"") else { return nil }
    let start = position + 1
    var index = start
    var hash = InternTable.Hash(seed: table.seed)
    while index < end {
      let word = word(index)
      let marks = TextReader.stringMarks(word)
      if marks == 0 {
        hash.add(word)
        index += 8
        continue
      }
      let rest = marks.trailingZeroBitCount >> 3
      index += rest
      guard index < end, byte(index) == UInt8(ascii: "\""),
        index - start <= options.maximumTextBytes
      else { return nil }
      let last = InternTable.head(of: word, rest)
      hash.add(last)
      position = index + 1
      return table.intern(bytes, start..<index, hash.value(count: index - start), last: last)
    }
    return nil
  }
}
