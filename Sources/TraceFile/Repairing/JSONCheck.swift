/// Strict JSON for text that the lenient scanner let through: the text itself,
/// with broken UTF-8 repaired, or nil when a strict parser would refuse it.
func portableJSON(_ text: [UInt8]) -> [UInt8]? {
  var check = JSONCheck()
  guard check.accepts(text.span) else { return nil }
  guard check.hasOtherThanASCII, String(validating: text, as: UTF8.self) == nil else { return text }
  return Array(String(decoding: text, as: UTF8.self).utf8)
}

/// Whether bytes are one JSON value (RFC 8259), without building it.
///
/// The stack of open brackets is one bit a level, at most `maximumDepth` of them.
struct JSONCheck {
  static let maximumDepth = 512

  private(set) var hasOtherThanASCII = false
  private var position = 0
  private var open: [Bool] = []

  mutating func accepts(_ text: Span<UInt8>) -> Bool {
    repeat {
      guard acceptsValue(text) else { return false }
      // What may follow a value: the ends of containers, then a comma and the next value.
      while true {
        skipSpace(text)
        guard let isObject = open.last else { return position == text.count }
        guard position < text.count else { return false }
        let byte = text[position]
        position += 1
        if byte == UInt8(ascii: ",") {
          if isObject, !acceptsKey(text) { return false }
          break
        }
        guard byte == (isObject ? UInt8(ascii: "}") : UInt8(ascii: "]")) else { return false }
        open.removeLast()
      }
    } while true
  }

  /// A scalar, or the opening of containers down to the first scalar or the
  /// first that is empty.
  private mutating func acceptsValue(_ text: Span<UInt8>) -> Bool {
    while true {
      skipSpace(text)
      guard position < text.count else { return false }
      switch text[position] {
      case UInt8(ascii: "\""): return acceptsString(text)
      case UInt8(ascii: "t"): return acceptsWord("true", text)
      case UInt8(ascii: "f"): return acceptsWord("false", text)
      case UInt8(ascii: "n"): return acceptsWord("null", text)
      case UInt8(ascii: "{"):
        guard descend(isObject: true, text) else { return false }
        if closes(UInt8(ascii: "}"), text) { return true }
        guard acceptsKey(text) else { return false }
      case UInt8(ascii: "["):
        guard descend(isObject: false, text) else { return false }
        if closes(UInt8(ascii: "]"), text) { return true }
      default: return acceptsNumber(text)
      }
    }
  }

  private mutating func descend(isObject: Bool, _ text: Span<UInt8>) -> Bool {
    position += 1
    open.append(isObject)
    skipSpace(text)
    return open.count <= JSONCheck.maximumDepth
  }

  private mutating func closes(_ byte: UInt8, _ text: Span<UInt8>) -> Bool {
    guard position < text.count, text[position] == byte else { return false }
    position += 1
    open.removeLast()
    return true
  }

  private mutating func acceptsKey(_ text: Span<UInt8>) -> Bool {
    skipSpace(text)
    guard position < text.count, text[position] == UInt8(ascii: "\""), acceptsString(text) else {
      return false
    }
    skipSpace(text)
    guard position < text.count, text[position] == UInt8(ascii: ":") else { return false }
    position += 1
    return true
  }
}

extension JSONCheck {
  private mutating func acceptsString(_ text: Span<UInt8>) -> Bool {
    position += 1
    while position < text.count {
      let byte = text[position]
      position += 1
      switch byte {
      case UInt8(ascii: "\""): return true
      case UInt8(ascii: "\\"): if !acceptsEscape(text) { return false }
      case 0..<0x20: return false
      case 0x80...: hasOtherThanASCII = true
      default: break
      }
    }
    return false
  }

  private mutating func acceptsEscape(_ text: Span<UInt8>) -> Bool {
    guard position < text.count else { return false }
    let byte = text[position]
    position += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"),
      UInt8(ascii: "f"), UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      return true
    case UInt8(ascii: "u"):
      guard position + 4 <= text.count else { return false }
      for index in position..<position + 4 where hexadecimalDigit(text[index]) == nil {
        return false
      }
      position += 4
      return true
    default: return false
    }
  }

  private mutating func acceptsWord(_ word: StaticString, _ text: Span<UInt8>) -> Bool {
    let end = position + word.utf8CodeUnitCount
    guard end <= text.count, text.extracting(position..<end).equals(word) else { return false }
    position = end
    return true
  }

  private mutating func acceptsNumber(_ text: Span<UInt8>) -> Bool {
    if position < text.count, text[position] == UInt8(ascii: "-") { position += 1 }
    let first = position
    guard skipDigits(text) else { return false }
    if text[first] == UInt8(ascii: "0"), position > first + 1 { return false }
    if position < text.count, text[position] == UInt8(ascii: ".") {
      position += 1
      guard skipDigits(text) else { return false }
    }
    if position < text.count, text[position] | 0x20 == UInt8(ascii: "e") {
      position += 1
      if position < text.count,
        text[position] == UInt8(ascii: "+") || text[position] == UInt8(ascii: "-")
      {
        position += 1
      }
      guard skipDigits(text) else { return false }
    }
    return true
  }

  /// Whether there was a digit.
  private mutating func skipDigits(_ text: Span<UInt8>) -> Bool {
    let start = position
    while position < text.count, decimalDigit(text[position]) != nil { position += 1 }
    return position > start
  }

  private mutating func skipSpace(_ text: Span<UInt8>) {
    while position < text.count {
      switch text[position] {
      case 0x20, 0x0A, 0x0D, 0x09: position += 1
      default: return
      }
    }
  }
}
