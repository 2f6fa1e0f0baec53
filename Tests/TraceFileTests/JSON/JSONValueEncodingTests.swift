import Testing
import TraceFile

struct JSONValueEncodingTests {
  private func text(_ value: JSONValue, pretty: Bool = false) -> String {
    String(decoding: value.encoded(pretty: pretty), as: UTF8.self)
  }

  @Test(arguments: [
    (JSONValue.null, "null"), (.bool(true), "true"), (.bool(false), "false"),
    (.integer(0), "0"), (.integer(.max), "9223372036854775807"),
    (.integer(.min), "-9223372036854775808"), (.number(0.1), "0.1"), (.number(-2), "-2.0"),
    (.number(1e300), "1e+300"), (.array([]), "[]"), (.object([]), "{}"),
    (.raw([]), "null"), (.raw([UInt8]("[1]".utf8)), "[1]"),
  ])
  func `each kind of value has one compact text`(value: JSONValue, expected: String) {
    #expect(text(value) == expected)
  }

  @Test(arguments: [Double.nan, .infinity, -.infinity, .signalingNaN])
  func `a number that is not finite is written as null`(value: Double) {
    #expect(text(.array([.number(value)])) == "[null]")
  }

  @Test func `quotes, backslashes and control characters are escaped, other text is raw`() {
    let controls = String(String.UnicodeScalarView((0..<0x20).compactMap(Unicode.Scalar.init)))
    let expected =
      #""\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000b\f\r\u000e\u000f"#
      + #"\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c"#
      + #"\u001d\u001e\u001f""#
    #expect(text(.string(controls)) == expected)
    #expect(text(.string(#"a"b\c/d"#)) == #""a\"b\\c/d""#)
    #expect(text(.string("threads ×4 🧵\u{7F}\u{2028}")) == "\"threads ×4 🧵\u{7F}\u{2028}\"")
    #expect(text(.object([JSONMember("k\n", 1)])) == #"{"k\n":1}"#)
  }

  @Test func `bytes that are not UTF-8 become the replacement character`() {
    var written: [UInt8] = []
    JSONText.appendQuoted(repairing: [0x61, 0xFF, 0x62, 0xC3], to: &written)
    #expect(String(decoding: written, as: UTF8.self) == "\"a\u{FFFD}b\u{FFFD}\"")
  }

  @Test func `members keep their order, and the same value gives the same bytes`() {
    let value: JSONValue = .object([JSONMember("b", 1), JSONMember("a", .array([2, "x"]))])
    #expect(text(value) == #"{"b":1,"a":[2,"x"]}"#)
    #expect(value.encoded() == value.encoded())
  }

  @Test func `pretty text is indented by two spaces`() {
    let value: JSONValue = .object([
      JSONMember("a", .array([1, .object([JSONMember("b", .null)])])), JSONMember("c", .array([])),
    ])
    let expected = """
      {
        "a": [
          1,
          {
            "b": null
          }
        ],
        "c": []
      }
      """
    #expect(text(value, pretty: true) == expected)
  }
}
