import Testing

@testable import Lint

/// No text makes the check trap, hang or grow.
@Suite struct HostileTextTests {
  static let whole =
    #"{"displayTimeUnit":"ms","stackFrames":{"1":{"name":"\u00e9"}},"traceEvents":["#
    + RuleCase.all.filter { $0.breaking.name == "trace.json" && $0.breaking.bytes.count < 400 }
    .map { String(decoding: $0.breaking.bytes, as: UTF8.self) }
    .filter { $0.hasPrefix(#"{"traceEvents":["#) && $0.hasSuffix("]}") }
    .map { String($0.dropFirst(16).dropLast(2)) }.joined(separator: ",\n") + #"],"otherData":{}}"#

  @Test func `every cut of a trace that breaks nearly every rule is judged`() throws {
    let bytes = Array(Self.whole.utf8)
    #expect(bytes.count > 5000)
    for length in stride(from: 0, through: bytes.count, by: 41) {
      let report = try lint(bytes: Array(bytes.prefix(length)))
      #expect(!report.isPortable)
    }
  }

  @Test func `bytes changed at random are judged`() throws {
    let bytes = Array(Self.whole.utf8)
    var state: UInt64 = 0x9E37_79B9_7F4A_7C15
    func random(_ bound: Int) -> Int {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return Int(state % UInt64(bound))
    }
    let marks = Array(#"{}[]",:\0-9eE.nNtu"#.utf8) + [0, 0x0A, 0x80, 0xC3, 0xFF]
    for _ in 0..<400 {
      var changed = bytes
      for _ in 0...random(6) { changed[random(changed.count)] = marks[random(marks.count)] }
      let report = try lint(bytes: changed)
      for finding in report.findings {
        #expect(finding.places.allSatisfy { $0.offset <= changed.count })
      }
    }
  }

  @Test(arguments: [
    "{", "[", "\"", "{\"traceEvents\":", "[{\"ph\":\"X\",\"args\":{", "[{\"id2\":{\"local\":",
    "[[[[",
    "{\"traceEvents\":[{\"ts\":99999999999999999999999999,\"dur\":-9e999}]}",
    "{\"traceEvents\":[{\"ph\":\"X\",\"name\":\"a\",\"pid\":1,\"tid\":1,\"ts\":9223372036854775,\"dur\":9223372036854775}]}",
    "{\"traceEvents\":{}}", "{\"traceEvents\":[1,2],\"traceEvents\":[3]}", "[{]}", "[}{",
  ])
  func `odd beginnings are judged`(text: String) throws {
    #expect(!(try lint(bytes: Array(text.utf8)).isPortable))
  }

  @Test func `what is UTF-8 is what the standard library takes for it`() {
    let bytes: [UInt8] = [
      0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC,
      0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF,
    ]
    for first in bytes {
      for second in bytes {
        for third in bytes {
          for fourth in bytes {
            let text = [first, second, third, fourth]
            var check = UTF8Check()
            for byte in text where byte >= 0x80 || check.isInside { check.take(byte) }
            let isValid = String(validating: text, as: UTF8.self) != nil
            if check.isWhole != isValid { Issue.record("\(text)") }
          }
        }
      }
    }
  }

  @Test func `a file of zeros is no trace`() throws {
    let report = try lint(bytes: [UInt8](repeating: 0, count: 100))
    #expect(report.findings.map(\.rule.id) == ["not-json"])
  }

  @Test func `brackets without end stay within the depth`() throws {
    let text = "{\"traceEvents\":[{\"args\":" + String(repeating: "[", count: 1 << 20)
    #expect(try lint(bytes: Array(text.utf8)).findings.map(\.rule.id).contains("too-deep"))
  }

  @Test func `a thousand malformed events end the search, and the report says so`() throws {
    let text = "[" + String(repeating: #"{"a"},"#, count: 5000) + TraceBytes.base + "]"
    let report = try lint(bytes: Array(text.utf8))
    let malformed = try #require(report.findings.first { $0.rule.id == "invalid-json" })
    #expect(malformed.count == LintLimits.malformed)
    #expect(report.findings.contains { $0.rule.id == "limit-reached" })
  }
}
