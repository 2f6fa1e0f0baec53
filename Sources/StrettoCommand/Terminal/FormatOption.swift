import ArgumentParser
@preconcurrency import Glibc
import Report
import TraceFile

/// `--format`, which every command with a result has.
struct FormatOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "text, markdown (for a pull request), or json (with a documented schema)."))
  var format = WordsFormat.text

  func render(_ report: ComparisonReport) -> String { format.render(report) }
}

/// The forms that a result's words come in.
enum WordsFormat: String, CaseIterable, ExpressibleByArgument {
  case text, markdown, json

  func render(_ report: ComparisonReport) -> String {
    switch self {
    case .text: report.text(Self.style)
    case .markdown: report.markdown
    case .json: Self.document(report.json)
    }
  }

  func render(_ report: RunReport) -> String {
    switch self {
    case .text: report.text(Self.style)
    case .markdown: report.markdown
    case .json: Self.document(report.json)
    }
  }

  func render(_ report: DiffReport) -> String {
    switch self {
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
