package import TraceFile

extension LintReport {
  /// The version of the JSON form; its meaning is written in Schema/stretto.lint-1.schema.json.
  package static let schema = "stretto.lint/1"

  /// Reports of several traces as one document; names are printed as JSON strings.
  package static func document(_ reports: [(name: String, report: LintReport)]) -> JSONValue {
    .object([
      JSONMember("schema", .string(schema)),
      JSONMember("traces", .array(reports.map { $0.report.json(name: $0.name) })),
    ])
  }

  private func json(name: String) -> JSONValue {
    .object([
      JSONMember("trace", .string(name)),
      JSONMember("portable", .bool(isPortable)),
      JSONMember("errors", .integer(Int64(count(.error)))),
      JSONMember("warnings", .integer(Int64(count(.warning)))),
      JSONMember("notes", .integer(Int64(count(.note)))),
      JSONMember("events", .integer(Int64(events))),
      JSONMember("text_bytes", .integer(Int64(textBytes))),
      JSONMember("file_bytes", .integer(Int64(container.fileBytes))),
      JSONMember("gzip_members", .integer(Int64(container.members))),
      JSONMember("findings", .array(findings.map(\.json))),
    ])
  }
}

extension Finding {
  var json: JSONValue {
    .object([
      JSONMember("rule", .string(rule.id)),
      JSONMember("severity", .string(rule.severity.rawValue)),
      JSONMember("viewers", .array(rule.viewers.map { .string($0.rawValue) })),
      JSONMember("happens", .string(rule.happens)),
      JSONMember("instead", .string(rule.instead)),
      JSONMember("count", .integer(Int64(count))),
      JSONMember("places", .array(places.map(\.json))),
    ])
  }
}

extension Place {
  var json: JSONValue {
    .object([
      JSONMember("offset", .integer(Int64(offset))),
      JSONMember("line", line > 0 ? .integer(Int64(line)) : .null),
      JSONMember("column", column > 0 ? .integer(Int64(column)) : .null),
      JSONMember("event", event.map { .integer(Int64($0)) } ?? .null),
    ])
  }
}
