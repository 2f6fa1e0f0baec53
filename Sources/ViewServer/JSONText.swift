/// JSON that may stand inside an HTML element: no character of it can end the element.
enum JSONText {
  /// A string with its quotes; `<`, `>` and `&` are escaped, and so is every control character.
  static func quoted(_ text: String) -> String {
    var result = "\""
    for character in text.unicodeScalars {
      switch character {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "<", ">", "&", "\u{0}"..."\u{1f}", "\u{7f}"..."\u{9f}", "\u{2028}", "\u{2029}":
        let digits = String(character.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(character)
      }
    }
    return result + "\""
  }

  /// A whole document, of which `<` can only stand inside strings: there it is escaped.
  ///
  /// - Returns: Text of the same value without any `<`.
  static func embeddable(_ document: some Sequence<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    for byte in document {
      if byte == UInt8(ascii: "<") { result += "\\u003c".utf8 } else { result.append(byte) }
    }
    return result
  }
}
