import TraceModel

/// Reads fields of events in one block as nearly every producer writes them.
///
/// Plain means: strings without escapes, unsigned numbers without exponents,
/// all of it in this block. At anything else the cursor stops where the field
/// starts and changes nothing, and the slower `EventScanner` reads that one
/// field; so what is accepted, and what it means, is the scanner's alone.
///
/// Words of eight bytes are loaded with their bounds checked; the block holds
/// `TextReader.slack` bytes more than `end` says.
struct PlainCursor: ~Escapable {
  private let bytes: RawSpan
  private(set) var position: Int
  private let end: Int
  private let options: TraceReaderOptions

  @_lifetime(copy bytes)
  init(_ bytes: RawSpan, from position: Int, to end: Int, _ options: TraceReaderOptions) {
    self.bytes = bytes
    self.position = position
    self.end = end
    self.options = options
  }

  /// The byte at an offset below `end` plus slack.
  @inline(__always)
  private func byte(_ offset: Int) -> UInt8 {
    unsafe bytes.unsafeLoad(fromByteOffset: offset, as: UInt8.self)
  }

  @inline(__always)
  private func word(_ offset: Int) -> UInt64 {
    unsafe UInt64(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }
}

extension PlainCursor {
  /// Reads fields up to the event's end, or up to the first that is not plain; true at the end.
  mutating func readFields(
    _ event: inout ScannedEvent, _ names: inout TextTable, _ ids: inout TextTable
  ) -> Bool {
    while position < end {
      switch byte(position) {
      case UInt8(ascii: "\""):
        let start = position
        guard readField(&event, &names, &ids) else {
          position = start
          return false
        }
      case UInt8(ascii: ","), 0x20, 0x0A, 0x0D, 0x09: position += 1
      case UInt8(ascii: "}"):
        position += 1
        return true
      default: return false
      }
    }
    return false
  }

  @inline(__always)
  private mutating func readField(
    _ event: inout ScannedEvent, _ names: inout TextTable, _ ids: inout TextTable
  ) -> Bool {
    guard let key = takeKey() else { return false }
    switch key {
    case PackedKey.name:
      guard let id = takeText(&names) else { return false }
      event.name = id
    case PackedKey.category:
      guard let id = takeText(&names) else { return false }
      event.category = id
    case PackedKey.phase:
      guard let phase = takeCharacter() else { return false }
      event.phase = phase
    case PackedKey.time:
      guard let time = takeTime() else { return false }
      event.time = time
    case PackedKey.duration:
      guard let duration = takeTime() else { return false }
      event.duration = duration
      event.hasDuration = true
    case PackedKey.process:
      guard let number = takeLaneNumber(&ids) else { return false }
      event.process = number
    case PackedKey.thread:
      guard let number = takeLaneNumber(&ids) else { return false }
      event.thread = number
    case PackedKey.identifier: return takeIdentifier(&event)
    case PackedKey.scopedIdentifier: return false
    case PackedKey.arguments where byte(position) == UInt8(ascii: "{"):
      return takeArguments(&event)
    default: return skipValue()
    }
    return true
  }

  @inline(__always)
  private mutating func takeLaneNumber(_ ids: inout TextTable) -> Int64? {
    guard byte(position) == UInt8(ascii: "\"") else { return takeInteger() }
    switch byte(position + 1) {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."): return nil
    default: break
    }
    guard let id = takeText(&ids) else { return nil }
    return LaneID.firstTextNumber + Int64(id.index)
  }

  @inline(__always)
  private mutating func takeIdentifier(_ event: inout ScannedEvent) -> Bool {
    let isText = byte(position) == UInt8(ascii: "\"")
    let value: UInt64
    let range: Range<Int>
    if isText {
      guard let number = takeHexadecimalText() else { return false }
      value = number.value
      range = number.range
    } else {
      let start = position
      guard let digits = takeDigits(), endsNumber() else { return false }
      value = digits.value
      range = start..<position
    }
    guard let text = event.captured.append(bytes, range) else { return false }
    event.identifier = EventIdentifier(scope: .plain, isNumber: true, value: value)
    event.identifierText = text
    return true
  }
}

extension PlainCursor {
  /// Reads `args`, whose brace is next.
  private mutating func takeArguments(_ event: inout ScannedEvent) -> Bool {
    position += 1
    event.arguments.isPresent = true
    while position < end {
      switch byte(position) {
      case UInt8(ascii: "\""):
        guard takeArgument(&event) else { return false }
      case UInt8(ascii: ","), 0x20, 0x0A, 0x0D, 0x09: position += 1
      case UInt8(ascii: "}"):
        position += 1
        return true
      default: return false
      }
    }
    return false
  }

  @inline(__always)
  private mutating func takeArgument(_ event: inout ScannedEvent) -> Bool {
    guard let key = takeKey() else { return false }
    switch key {
    case PackedKey.task:
      guard let text = takeArgumentText(&event) else { return false }
      event.arguments.task = text
    case PackedKey.taskKey:
      guard let text = takeArgumentText(&event) else { return false }
      event.arguments.key = text
    case PackedKey.name:
      guard let text = takeArgumentText(&event) else { return false }
      event.arguments.name = text
    case PackedKey.cpuTime:
      guard let count = takeInteger() else { return false }
      event.arguments.cpuTime = count
    case PackedKey.model, PackedKey.origin, PackedKey.target, PackedKey.lane, PackedKey.labels,
      PackedKey.cpu, PackedKey.cores, PackedKey.slots, PackedKey.role:
      return false
    default: return skipValue()
    }
    return true
  }

  /// Reads a text, or a number as text.
  @inline(__always)
  private mutating func takeArgumentText(_ event: inout ScannedEvent) -> CapturedText? {
    let range: Range<Int>
    if byte(position) == UInt8(ascii: "\"") {
      let start = position + 1
      guard let stop = stringEnd(from: start), stop - start <= options.maximumTextBytes else {
        return nil
      }
      range = start..<stop
      position = stop + 1
    } else {
      let start = position
      guard takeDigits() != nil, endsNumber() else { return nil }
      range = start..<position
    }
    return event.captured.append(bytes, range)
  }
}

extension PlainCursor {
  /// Takes a member's key, its colon and the space around; the key as a word to compare.
  ///
  /// 0 stands for any key of eight bytes or more.
  @inline(__always)
  private mutating func takeKey() -> UInt64? {
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
  private mutating func skipSpace() {
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
  private func stringEnd(from start: Int) -> Int? {
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
  private mutating func takeCharacter() -> UInt8? {
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
  private mutating func takeText(_ table: inout TextTable) -> NameTable.ID? {
    guard byte(position) == UInt8(ascii: "\"") else { return nil }
    let start = position + 1
    var index = start
    var hash = TextTable.Hash(seed: table.seed)
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
      hash.add(TextTable.head(of: word, rest))
      position = index + 1
      return table.intern(bytes, start..<index, hash.value(count: index - start))
    }
    return nil
  }
}

extension PlainCursor {
  /// Passes over any value.
  @inline(__always)
  private mutating func skipValue() -> Bool {
    switch byte(position) {
    case UInt8(ascii: "\""): return skipString()
    case UInt8(ascii: "{"), UInt8(ascii: "["): return skipContainer()
    default:
      let start = position
      while position < end, !TextReader.endsScalar(byte(position)) { position += 1 }
      return position > start && position < end
    }
  }

  @inline(__always)
  private mutating func skipString() -> Bool {
    var index = position + 1
    while index < end {
      let marks = TextReader.stringMarks(word(index))
      if marks == 0 {
        index += 8
        continue
      }
      index += marks.trailingZeroBitCount >> 3
      guard index < end else { return false }
      switch byte(index) {
      case UInt8(ascii: "\""):
        position = index + 1
        return true
      case UInt8(ascii: "\\"): index += 2
      default: return false
      }
    }
    return false
  }

  private mutating func skipContainer() -> Bool {
    var depth = 0
    while position < end {
      switch byte(position) {
      case UInt8(ascii: "\""):
        guard skipString() else { return false }
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        position += 1
        if depth >= options.maximumDepth { return false }
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        depth -= 1
        position += 1
        if depth == 0 { return true }
      default: position += 1
      }
    }
    return false
  }
}

extension PlainCursor {
  /// Whether a number ends here, in this block.
  @inline(__always)
  private func endsNumber() -> Bool {
    position < end && TextReader.endsScalar(byte(position))
  }

  /// Takes up to 15 digits.
  @inline(__always)
  private mutating func takeDigits() -> (value: UInt64, count: Int)? {
    let first = word(position)
    let count = DecimalDigits.count(first)
    guard count > 0 else { return nil }
    var value = DecimalDigits.value(first, count)
    guard count == 8 else {
      position += count
      return (value, count)
    }
    let second = word(position + 8)
    let more = DecimalDigits.count(second)
    guard more < 8 else { return nil }
    if more > 0 {
      value = value &* DecimalDigits.power(more) &+ DecimalDigits.value(second, more)
    }
    position += 8 + more
    return (value, 8 + more)
  }

  @inline(__always)
  private mutating func takeInteger() -> Int64? {
    let isNegative = byte(position) == UInt8(ascii: "-")
    if isNegative { position += 1 }
    guard position < end, let digits = takeDigits(), endsNumber() else { return nil }
    return isNegative ? -Int64(digits.value) : Int64(digits.value)
  }

  /// Takes microseconds of at most 15 digits before the point and 7 after it, 18 in all.
  @inline(__always)
  private mutating func takeTime() -> EventTime? {
    guard let whole = takeDigits() else { return nil }
    var nanoseconds = Int64(whole.value &* 1000)
    var picoseconds: Int64 = 0
    if position < end, byte(position) == UInt8(ascii: ".") {
      let digits = word(position + 1)
      let count = DecimalDigits.count(digits)
      guard count > 0, count < 8, whole.count + count <= 18 else { return nil }
      position += 1 + count
      // Seven digits of a microsecond are tenths of a picosecond.
      let fraction = DecimalDigits.value(digits, count) &* DecimalDigits.power(7 - count)
      nanoseconds += Int64(fraction / 10_000)
      picoseconds = Int64(fraction % 10_000 / 10)
    }
    guard endsNumber() else { return nil }
    return EventTime(nanoseconds: nanoseconds, picoseconds: picoseconds)
  }

  /// Takes a string "0x…" of at most 16 digits.
  @inline(__always)
  private mutating func takeHexadecimalText() -> (value: UInt64, range: Range<Int>)? {
    let start = position + 1
    guard byte(start) == UInt8(ascii: "0"), byte(start + 1) | 0x20 == UInt8(ascii: "x") else {
      return nil
    }
    var value: UInt64 = 0
    var index = start + 2
    while index < end, index - start <= 18 {
      let byte = byte(index)
      guard let digit = hexadecimalDigit(byte) else {
        guard byte == UInt8(ascii: "\""), index > start + 2 else { return nil }
        position = index + 1
        return (value, start..<index)
      }
      guard index - start < 18 else { return nil }
      value = value << 4 | UInt64(digit)
      index += 1
    }
    return nil
  }
}
