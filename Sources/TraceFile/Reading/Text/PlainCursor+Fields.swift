import TraceModel

extension PlainCursor {
  /// Reads fields up to the event's end, or up to the first that is not plain; true at the end.
  mutating func readFields(
    _ event: inout ScannedEvent, _ names: inout InternTable, _ ids: inout InternTable
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
  mutating func readField(
    _ event: inout ScannedEvent, _ names: inout InternTable, _ ids: inout InternTable
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
  mutating func takeLaneNumber(_ ids: inout InternTable) -> Int64? {
    guard byte(position) == UInt8(ascii: "\"") else { return takeInteger() }
    switch byte(position + 1) {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."): return nil
    default: break
    }
    guard let id = takeText(&ids) else { return nil }
    return LaneID.firstTextNumber + Int64(id.index)
  }

  @inline(__always)
  mutating func takeIdentifier(_ event: inout ScannedEvent) -> Bool {
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
