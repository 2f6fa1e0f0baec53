import Testing

@testable import Lint

/// The smallest trace that breaks a rule, and a near miss that does not.
struct RuleCase: Sendable, CustomTestStringConvertible {
  let rule: String
  let breaking: TraceBytes
  let near: TraceBytes
  var testDescription: String { rule }

  init(_ rule: String, _ breaking: TraceBytes, near: TraceBytes) {
    self.rule = rule
    self.breaking = breaking
    self.near = near
  }

  /// Traces of one whole span and these events.
  init(_ rule: String, _ breaking: String, near: String) {
    self.init(rule, .events(breaking), near: .events(near))
  }
}

/// A trace in memory, with the name that a file of it would have.
struct TraceBytes: Sendable {
  var bytes: [UInt8]
  var name = "trace.json"

  static let base =
    #"{"ph":"X","name":"base","cat":"c","pid":1,"tid":1,"ts":1,"dur":1000}"#

  /// The object form with one whole span and more events.
  static func events(_ events: String) -> TraceBytes {
    text(#"{"traceEvents":["# + base + ",\n" + events + "]}")
  }

  static func text(_ text: String) -> TraceBytes { TraceBytes(bytes: Array(text.utf8)) }

  static func gzip(_ bytes: [UInt8]) -> TraceBytes {
    TraceBytes(bytes: bytes, name: "trace.json.gz")
  }

  /// One gzip member that stores the text as it is.
  static func member(_ text: String) -> [UInt8] {
    let bytes = Array(text.utf8)
    var checksum: UInt32 = ~0
    for byte in bytes {
      checksum ^= UInt32(byte)
      for _ in 0..<8 { checksum = checksum & 1 == 0 ? checksum >> 1 : checksum >> 1 ^ 0xEDB8_8320 }
    }
    let length = UInt16(bytes.count)
    return [0x1F, 0x8B, 8, 0, 0, 0, 0, 0, 0, 3, 1] + little(length) + little(~length) + bytes
      + little(~checksum) + little(UInt32(bytes.count))
  }

  private static func little<Integer: FixedWidthInteger>(_ value: Integer) -> [UInt8] {
    withUnsafeBytes(of: value.littleEndian) { Array($0) }
  }

  func findings(_ options: LintOptions = LintOptions()) throws -> [String] {
    try lint(bytes: bytes, name: name, options: options).findings.map(\.rule.id)
  }
}
