import Foundation
import Testing
import TraceFile

@testable import Lint

@Suite struct LintReportTests {
  private let report: LintReport

  init() throws {
    let events = (2...8).map { #"{"ph":"X","name":"a","pid":1,"tid":2,"ts":\#($0)}"# }
    let trace = TraceBytes.events((events + [#"{"name":"b"}"#]).joined(separator: ",\n") + ",")
    report = try lint(bytes: trace.bytes)
  }

  @Test func `text says what, what instead, for whom, how often and where`() {
    #expect(
      report.text(width: 90) == """
        error trailing-comma (chrome://tracing, DevTools): 1 time
          A comma stands before a closing bracket: chrome://tracing and DevTools lose the file.
          Write no comma after the last event or member.
          at byte 420 (line 9, column 13)

        warning no-phase (Perfetto, chrome://tracing, DevTools): 1 time
          An event without ph is dropped. Give every event a ph.
          at byte 408 (line 9, column 1, event 8)

        warning no-duration (Perfetto, chrome://tracing): 7 times
          An X has no dur: Perfetto drops it, chrome://tracing draws it to the end of the trace.
          Write dur, or B and E.
          first at byte 86 (line 2, column 1, event 1); byte 132 (line 3, column 1, event 2); byte
          178 (line 4, column 1, event 3); byte 224 (line 5, column 1, event 4); byte 270 (line 6,
          column 1, event 5)

        portable: no: 1 error, 2 warnings, 0 notes in 9 events

        """)
  }

  @Test(arguments: [40, 80, 100])
  func `no line is wider than asked`(width: Int) {
    for line in report.text(width: width).split(separator: "\n") {
      #expect(line.count <= width, "\(line)")
    }
    for line in Rule.list(width: width).split(separator: "\n").filter({ $0.hasPrefix("  ") }) {
      #expect(line.count <= width, "\(line)")
    }
  }

  @Test func `JSON has the keys that the schema requires, and no others`() throws {
    let schemaFile = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .appendingPathComponent("../../Sources/Lint/Schema/stretto.lint-1.schema.json")
    let schema = try JSONValue(parsing: Data(contentsOf: schemaFile))
    let document = LintReport.document([("a\nb.json", report)])
    try #expect(JSONValue(parsing: document.encoded(pretty: true)) == document)
    let trace = try #require(document["traces"]?.elements?.first)
    let finding = try #require(trace["findings"]?.elements?.first)
    let place = try #require(finding["places"]?.elements?.first)
    let item = schema["properties"]?["traces"]?["items"]
    for (value, rules) in [
      (document, schema), (trace, item), (finding, schema["$defs"]?["finding"]),
      (place, schema["$defs"]?["place"]),
    ] {
      let keys = value.members?.map(\.key)
      #expect(keys == rules?["required"]?.elements?.compactMap(\.text))
      #expect(keys.map(Set.init) == (rules?["properties"]?.members?.map(\.key)).map(Set.init))
    }
    #expect(document["schema"]?.text == schema["$id"]?.text)
    #expect(finding["rule"]?.text == "trailing-comma")
    #expect(place["event"] == .null)
    #expect(trace["errors"] == 1 && trace["warnings"] == 2 && trace["events"] == 9)
  }
}
