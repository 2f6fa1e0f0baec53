extension TraceText {
  /// Reads the value that is next; of objects and arrays the kind only.
  mutating func value(into field: inout Field) throws(TextFailure) {
    switch try peekPastSpace() {
    case UInt8(ascii: "\""): try string(into: &field)
    case UInt8(ascii: "{"):
      try skipContainer(using: &field)
      field.clear(.object)
    case UInt8(ascii: "["):
      try skipContainer(using: &field)
      field.clear(.array)
    default: try scalar(into: &field)
    }
  }

  /// Passes over the object or array that is next, checking every byte of it.
  mutating func skipContainer(using scratch: inout Field) throws(TextFailure) {
    // One bit a level: whether it is an object.
    var open: [Bool] = []
    repeat {
      let byte = try peekPastSpace()
      switch byte {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        guard open.count < TraceText.maximumDepth else { throw .tooDeep }
        index += 1
        open.append(byte == UInt8(ascii: "{"))
        if try closes(&open) { break }
        if open.last == true { try key(into: &scratch) }
        continue
      case UInt8(ascii: "\""): try string(into: &scratch)
      default: try scalar(into: &scratch)
      }
      try afterValue(&open, &scratch)
    } while !open.isEmpty
  }

  /// Takes closing brackets and at most one comma, with the key behind it.
  private mutating func afterValue(
    _ open: inout [Bool], _ scratch: inout Field
  ) throws(TextFailure) {
    while let isObject = open.last {
      if try closes(&open) { continue }
      let comma = place
      try expect(UInt8(ascii: ","))
      if try closes(&open) {
        add(.trailingComma, at: comma)
        continue
      }
      if isObject { try key(into: &scratch) }
      return
    }
  }

  /// Takes the innermost container's closing bracket if it is next.
  private mutating func closes(_ open: inout [Bool]) throws(TextFailure) -> Bool {
    let bracket = open.last == true ? UInt8(ascii: "}") : UInt8(ascii: "]")
    guard try take(bracket) else { return false }
    open.removeLast()
    return true
  }

  /// Reads a key and its colon.
  mutating func key(into field: inout Field) throws(TextFailure) {
    guard try peekPastSpace() == UInt8(ascii: "\"") else { throw .malformed }
    try string(into: &field)
    try expect(UInt8(ascii: ":"))
  }

  /// Calls `body` for each member of the object that is next, its key read; `body` reads the value.
  mutating func members(
    _ key: inout Field, _ body: (inout TraceText, inout Field) throws(TextFailure) -> Void
  ) throws(TextFailure) {
    try expect(UInt8(ascii: "{"))
    if try take(UInt8(ascii: "}")) { return }
    while true {
      try self.key(into: &key)
      try body(&self, &key)
      if try take(UInt8(ascii: "}")) { return }
      let comma = place
      try expect(UInt8(ascii: ","))
      if try take(UInt8(ascii: "}")) { return add(.trailingComma, at: comma) }
    }
  }

  /// Reads a number or a word.
  private mutating func scalar(into field: inout Field) throws(TextFailure) {
    field.clear(.number)
    let start = place
    while let byte = try scalarByte() {
      field.append(byte)
      index += 1
    }
    if isNumber(field.text) { return }
    switch String(decoding: field.text, as: UTF8.self) {
    case "null": field.clear(.null)
    case "true": field.clear(.boolean(true))
    case "false": field.clear(.boolean(false))
    case "NaN", "nan", "Infinity", "-Infinity", "inf", "-inf", "-NaN":
      field.clear(.notFinite)
      add(isInArguments || event == nil ? .notFiniteArgument : .notFinite, at: start)
    default: throw .malformed
    }
  }

  /// The next byte if it belongs to a number or word; nil at the end of the text too.
  private mutating func scalarByte() throws(TextFailure) -> UInt8? {
    let byte: UInt8
    do throws(TextFailure) { byte = try peek() } catch {
      if case .end = error { return nil }
      throw error
    }
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "."), UInt8(ascii: "-"),
      UInt8(ascii: "+"):
      return byte
    default: return nil
    }
  }
}

/// Whether bytes are a number by RFC 8259; the first 128 decide.
private func isNumber(_ text: [UInt8]) -> Bool {
  var rest = text[...]
  func digits() -> Int {
    let count = rest.prefix { $0 >= 0x30 && $0 <= 0x39 }.count
    rest = rest.dropFirst(count)
    return count
  }
  if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
  let first = rest.first
  let count = digits()
  guard count > 0, first != UInt8(ascii: "0") || count == 1 else { return false }
  if rest.first == UInt8(ascii: ".") {
    rest = rest.dropFirst()
    guard digits() > 0 else { return text.count == Field.textKept }
  }
  if let mark = rest.first, mark | 0x20 == UInt8(ascii: "e") {
    rest = rest.dropFirst()
    if rest.first == UInt8(ascii: "-") || rest.first == UInt8(ascii: "+") {
      rest = rest.dropFirst()
    }
    guard digits() > 0 else { return text.count == Field.textKept }
  }
  return rest.isEmpty
}
