/// A cursor over JSON text; every read is checked against the end.
struct JSONParser {
  let bytes: [UInt8]
  let maximumDepth: Int
  var position = 0

  init(bytes: [UInt8], maximumDepth: Int) {
    self.bytes = bytes
    self.maximumDepth = maximumDepth
  }

  mutating func parseDocument() throws(TraceFileError) -> JSONValue {
    skipSpace()
    let value = try parseValue(depth: 0)
    skipSpace()
    guard position == bytes.count else { throw malformed("more text follows the value") }
    return value
  }

  mutating func parseValue(depth: Int) throws(TraceFileError) -> JSONValue {
    guard let byte = peek else { throw truncated() }
    switch byte {
    case UInt8(ascii: "{"): return try parseObject(depth: depth)
    case UInt8(ascii: "["): return try parseArray(depth: depth)
    case UInt8(ascii: "\""): return .string(try parseString())
    case UInt8(ascii: "t"): return try parseWord("true", .bool(true))
    case UInt8(ascii: "f"): return try parseWord("false", .bool(false))
    case UInt8(ascii: "n"): return try parseWord("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try parseNumber()
    default: throw malformed("a value is expected")
    }
  }

  mutating func parseObject(depth: Int) throws(TraceFileError) -> JSONValue {
    try enter(depth)
    var members: [JSONMember] = []
    if take(UInt8(ascii: "}")) { return .object(members) }
    while true {
      guard let byte = peek else { throw truncated() }
      guard byte == UInt8(ascii: "\"") else { throw malformed("a key in quotes is expected") }
      let key = try parseString()
      skipSpace()
      try expect(UInt8(ascii: ":"), "a colon is expected")
      skipSpace()
      members.append(JSONMember(key, try parseValue(depth: depth + 1)))
      skipSpace()
      if take(UInt8(ascii: "}")) { return .object(members) }
      try expect(UInt8(ascii: ","), "a comma or a closing brace is expected")
      skipSpace()
    }
  }

  mutating func parseArray(depth: Int) throws(TraceFileError) -> JSONValue {
    try enter(depth)
    var elements: [JSONValue] = []
    if take(UInt8(ascii: "]")) { return .array(elements) }
    while true {
      elements.append(try parseValue(depth: depth + 1))
      skipSpace()
      if take(UInt8(ascii: "]")) { return .array(elements) }
      try expect(UInt8(ascii: ","), "a comma or a closing bracket is expected")
      skipSpace()
    }
  }

  mutating func enter(_ depth: Int) throws(TraceFileError) {
    guard depth < maximumDepth else {
      throw TraceFileError(
        .tooDeep, "JSON text", "arrays and objects nest deeper than \(maximumDepth)",
        byteOffset: position)
    }
    position += 1
    skipSpace()
  }

  mutating func parseWord(
    _ word: StaticString, _ value: JSONValue
  ) throws(TraceFileError) -> JSONValue {
    for expected in word.description.utf8 {
      guard let byte = peek else { throw truncated() }
      guard byte == expected else { throw malformed("the word \(word) is misspelt") }
      position += 1
    }
    return value
  }
}

extension JSONParser {
  var peek: UInt8? { position < bytes.count ? bytes[position] : nil }

  mutating func take(_ byte: UInt8) -> Bool {
    guard peek == byte else { return false }
    position += 1
    return true
  }

  mutating func expect(_ byte: UInt8, _ reason: String) throws(TraceFileError) {
    guard peek != nil else { throw truncated() }
    guard take(byte) else { throw malformed(reason) }
  }

  mutating func skipSpace() {
    while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 {
      position += 1
    }
  }

  func malformed(_ reason: String) -> TraceFileError {
    TraceFileError(.malformed, "JSON text", reason, byteOffset: position)
  }

  func truncated() -> TraceFileError {
    TraceFileError(.truncated, "JSON text", "it ends before its value does", byteOffset: position)
  }
}
