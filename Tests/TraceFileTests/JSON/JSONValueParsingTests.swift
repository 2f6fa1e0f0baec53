import Testing
import TraceFile

struct JSONValueParsingTests {
  private func parse(_ text: String, maximumDepth: Int = 64) throws -> JSONValue {
    try JSONValue(parsing: text.utf8, maximumDepth: maximumDepth)
  }

  @Test(arguments: [
    (" null ", JSONValue.null), ("true", .bool(true)), ("\tfalse\r\n", .bool(false)),
    ("0", .integer(0)), ("-7", .integer(-7)), ("9223372036854775807", .integer(.max)),
    ("-9223372036854775808", .integer(.min)), ("9223372036854775808", .number(0x1p63)),
    ("1.5", .number(1.5)), ("2E-3", .number(0.002)), ("1e+2", .number(100)),
    ("-0", .number(-0.0)), ("[ ]", .array([])), ("{ }", .object([])),
    ("[1, [2 ]]", .array([1, .array([2])])),
    (#"{"a" : 1,"a":"b"}"#, .object([JSONMember("a", 1), JSONMember("a", "b")])),
    (#""\"\\\/\b\f\n\r\t""#, .string("\"\\/\u{8}\u{C}\n\r\t")),
    (#""\u00e9\uD83E\uddf5x""#, .string("é🧵x")),
    (#""\ud83ex""#, .string("\u{FFFD}x")), (#""\udc00""#, .string("\u{FFFD}")),
    (#""\udbff\ud83e\uddf5""#, .string("\u{FFFD}🧵")),
    (#""\ud800\u0041""#, .string("\u{FFFD}A")),
    (#""\u0041\u0300""#, .string("A\u{300}")),
  ])
  func `values are read as written`(text: String, expected: JSONValue) throws {
    #expect(try parse(text) == expected)
  }

  @Test(arguments: [
    ("", TraceFileError.Code.truncated, 0), ("  ", .truncated, 2), ("[1", .truncated, 2),
    ("{\"a\"", .truncated, 4), ("{\"a\":", .truncated, 5), ("\"abc", .truncated, 4),
    ("\"\\u12", .truncated, 5), ("tru", .truncated, 3), ("-", .truncated, 1),
    ("1.", .truncated, 2), ("[1,]", .malformed, 3), ("{\"a\":1,}", .malformed, 7),
    ("{a:1}", .malformed, 1), ("[1 2]", .malformed, 3), ("01", .malformed, 0),
    ("1.x", .malformed, 2), ("1e999", .malformed, 0), ("nul!", .malformed, 3),
    ("1 1", .malformed, 2), ("\"\n\"", .malformed, 1), ("\"\\q\"", .malformed, 2),
    ("\"\\u12g4\"", .malformed, 5), ("NaN", .malformed, 0), ("\u{FEFF}1", .malformed, 0),
  ])
  func `what is not JSON is refused at its byte`(
    text: String, code: TraceFileError.Code, offset: Int
  ) throws {
    let error = #expect(throws: TraceFileError.self) { try parse(text) }
    #expect(error?.code == code)
    #expect(error?.byteOffset == offset)
  }

  @Test func `nesting is read up to the limit and refused beyond it`() throws {
    func nested(_ depth: Int) -> String {
      String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
    }
    _ = try parse(nested(5), maximumDepth: 5)
    let error = #expect(throws: TraceFileError.self) { try parse(nested(6), maximumDepth: 5) }
    #expect(error?.code == .tooDeep)
    #expect(throws: TraceFileError.self) { try parse(nested(1_000_000)) }
  }

  @Test func `the sentence of an error says what, where and why`() throws {
    let error = #expect(throws: TraceFileError.self) { try parse("[1 2]") }
    #expect(
      error?.description == "JSON text: a comma or a closing bracket is expected at byte 3.")
  }

  @Test func `bytes that are not UTF-8 are read as the replacement character`() throws {
    #expect(try JSONValue(parsing: [0x22, 0xFF, 0x22]) == .string("\u{FFFD}"))
  }

  @Test func `random bytes never trap, and what is accepted reads back equal`() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededRandom(seed: seed)
    let alphabet =
      [UInt8](#"{}[]:,"\untrfalsebu0123456789.eE+- "#.utf8) + [0x0A, 0xC3, 0xA9, 0xFF, 0]
    var accepted = 0
    for _ in 0..<60_000 {
      let bytes = (0..<Int.random(in: 0..<12, using: &random)).map { _ in
        Bool.random(using: &random)
          ? alphabet[Int.random(in: 0..<alphabet.count, using: &random)]
          : UInt8.random(in: 0x20...0x7E, using: &random)
      }
      guard let value = try? JSONValue(parsing: bytes) else { continue }
      accepted += 1
      #expect(try JSONValue(parsing: value.encoded()) == value, "seed \(seed), bytes \(bytes)")
      #expect(try JSONValue(parsing: value.encoded(pretty: true)) == value, "seed \(seed)")
    }
    #expect(accepted > 50, "seed \(seed)")
  }

  @Test func `random values read back equal`() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SeededRandom(seed: seed)
    for _ in 0..<2_000 {
      let value = randomValue(depth: 0, &random)
      #expect(try JSONValue(parsing: value.encoded()) == value, "seed \(seed)")
    }
  }

  private func randomValue(depth: Int, _ random: inout SeededRandom) -> JSONValue {
    switch Int.random(in: 0..<(depth < 4 ? 7 : 5), using: &random) {
    case 0: return .null
    case 1: return .bool(.random(using: &random))
    case 2: return .integer(.random(in: .min ... .max, using: &random))
    case 3:
      let value = Double(bitPattern: random.next())
      return .number(value.isFinite ? value : 0.5)
    case 4:
      let scalars = (0..<8).compactMap { _ in
        Unicode.Scalar(UInt32.random(in: 0..<0x11_0000, using: &random))
      }
      return .string(String(String.UnicodeScalarView(scalars)))
    case 5:
      return .array((0..<3).map { _ in randomValue(depth: depth + 1, &random) })
    default:
      return .object(
        (0..<3).map { JSONMember("k\($0)", randomValue(depth: depth + 1, &random)) })
    }
  }
}
