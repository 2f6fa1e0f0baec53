extension JSONValue {
  /// The value as UTF-8 text: the same value always gives the same bytes.
  ///
  /// Text outside ASCII is written raw, quotes, backslashes and control
  /// characters escaped. Numbers that are not finite become `null`. Pretty
  /// text has one member or element a line, indented by two spaces.
  package func encoded(pretty: Bool = false) -> [UInt8] {
    var text: [UInt8] = []
    append(to: &text, indentation: pretty ? 0 : nil)
    return text
  }

  /// Appends the compact text of the value.
  package func append(to text: inout [UInt8]) { append(to: &text, indentation: nil) }

  private func append(to text: inout [UInt8], indentation: Int?) {
    switch self {
    case .null: text.append(contentsOf: "null".utf8)
    case .bool(let value): text.append(contentsOf: value ? "true".utf8 : "false".utf8)
    case .integer(let value): JSONText.appendInteger(value, to: &text)
    case .number(let value): JSONText.appendNumber(value, to: &text)
    case .string(let value): JSONText.appendQuoted(value, to: &text)
    case .raw(let bytes):
      text.append(contentsOf: bytes.isEmpty ? [UInt8]("null".utf8) : bytes)
    case .array(let elements):
      JSONValue.appendList(
        elements, open: UInt8(ascii: "["), close: UInt8(ascii: "]"), to: &text, indentation
      ) { element, text, inner in element.append(to: &text, indentation: inner) }
    case .object(let members):
      JSONValue.appendList(
        members, open: UInt8(ascii: "{"), close: UInt8(ascii: "}"), to: &text, indentation
      ) { member, text, inner in
        JSONText.appendQuoted(member.key, to: &text)
        text.append(contentsOf: inner == nil ? ":".utf8 : ": ".utf8)
        member.value.append(to: &text, indentation: inner)
      }
    }
  }

  private static func appendList<Item>(
    _ items: [Item], open: UInt8, close: UInt8, to text: inout [UInt8], _ indentation: Int?,
    each: (Item, inout [UInt8], Int?) -> Void
  ) {
    let inner = indentation.map { $0 + 2 }
    text.append(open)
    for (index, item) in items.enumerated() {
      if index > 0 { text.append(UInt8(ascii: ",")) }
      appendLineBreak(inner, to: &text)
      each(item, &text, inner)
    }
    if !items.isEmpty { appendLineBreak(indentation, to: &text) }
    text.append(close)
  }

  private static func appendLineBreak(_ indentation: Int?, to text: inout [UInt8]) {
    guard let indentation else { return }
    text.append(UInt8(ascii: "\n"))
    text.append(contentsOf: repeatElement(UInt8(ascii: " "), count: indentation))
  }
}
