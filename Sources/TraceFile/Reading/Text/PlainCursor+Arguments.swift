extension PlainCursor {
  /// Reads `args`, whose brace is next.
  mutating func takeArguments(_ event: inout ScannedEvent) -> Bool {
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
  mutating func takeArgument(_ event: inout ScannedEvent) -> Bool {
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
    case PackedKey.lane:
      guard let text = takeArgumentText(&event) else { return false }
      event.arguments.lane = text
    case PackedKey.cpuTime:
      guard let count = takeInteger() else { return false }
      event.arguments.cpuTime = count
    case PackedKey.cpu:
      guard let count = takeInteger() else { return false }
      event.arguments.cpu = count
    case PackedKey.model, PackedKey.origin, PackedKey.target, PackedKey.labels, PackedKey.cores,
      PackedKey.slots, PackedKey.role:
      return false
    default: return skipValue()
    }
    return true
  }

  /// Reads a text, or a number as text.
  @inline(__always)
  mutating func takeArgumentText(_ event: inout ScannedEvent) -> CapturedText? {
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
