import ArgumentParser
@preconcurrency import Glibc
import Report
import TraceFile

/// `--format`, which every command with a result has.
struct FormatOption: ParsableArguments {
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, markdown, json
  }

  @Option(
    help: ArgumentHelp(
      "text, markdown (for a pull request), or json (with a documented schema)."))
  var format = Format.text

  func render(_ report: ComparisonReport) -> String {
    switch format {
    case .text: report.text(Self.style)
    case .markdown: report.markdown
    case .json: Self.document(report.json)
    }
  }

  func render(_ report: RunReport) -> String {
    switch format {
    case .text: report.text(Self.style)
    case .markdown: report.markdown
    case .json: Self.document(report.json)
    }
  }

  func render(_ report: DiffReport) -> String {
    switch format {
    case .text: report.text(Self.style)
    case .markdown: report.markdown
    case .json: Self.document(report.json)
    }
  }

  private static var style: Style {
    let columns = getenv("COLUMNS").map { String(cString: $0) }
    return Style(
      width: Style.width(columns: columns, terminal: StandardStreams.width),
      usesColour: StandardStreams.wantsColour)
  }

  private static func document(_ value: JSONValue) -> String {
    String(decoding: value.encoded(pretty: true), as: UTF8.self) + "\n"
  }
}
