import ArgumentParser
import Lint
import Report
import TraceFile

/// `stretto lint TRACE…`: checks whether every Chrome viewer reads the traces as they were meant.
struct LintCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lint",
    abstract: "Check whether traces are valid and portable, and which viewer loses what.",
    discussion: """
      Looks for what Perfetto, chrome://tracing and the Performance panel of DevTools refuse, drop \
      or misread, with the places. An error costs the whole file in some viewer, a warning costs or \
      falsifies events, a note costs nothing that was recorded.

      Exit status: 0 when every trace is portable (notes are allowed), 1 when there is an error or \
      a warning, 2 when a file cannot be read.

      Examples:
        stretto lint trace.json.gz
        stretto lint --viewer perfetto --ignore async-plain-id *.json
        stretto lint --format json trace.json.gz
        stretto lint --rules
      """)

  @Argument(help: ArgumentHelp("The trace files.", valueName: "trace"))
  var traces: [String] = []

  @Option(
    help: ArgumentHelp(
      "Only what this viewer loses: perfetto, chrome or devtools; may be given again."))
  var viewer: [Viewer] = []

  @Option(help: ArgumentHelp("A rule to leave out; may be given again.", valueName: "rule"))
  var ignore: [String] = []

  @Flag(help: "List every rule and end.")
  var rules = false

  @Option(help: "text, or json (schema stretto.lint/1).")
  var format = Format.text

  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, json
  }

  func validate() throws {
    if traces.isEmpty, !rules { throw ValidationError("Name at least one trace.") }
    for rule in ignore where Rule.named(rule) == nil {
      throw ValidationError("There is no rule '\(sanitised(rule))'; see stretto lint --rules.")
    }
  }

  func run() throws {
    if rules { return try StandardStreams.output(Rule.list(width: StandardStreams.width)) }
    let options = LintOptions(
      viewers: viewer.isEmpty ? Set(Viewer.allCases) : Set(viewer), ignored: Set(ignore))
    var reports: [(name: String, report: LintReport)] = []
    for path in traces {
      let report: LintReport
      do {
        report = try lint(path: path, options: options)
      } catch {
        throw Failure("\(error)")
      }
      if format == .text { try StandardStreams.output(text(of: report, path)) }
      reports.append((path, report))
    }
    if format == .json {
      let document = LintReport.document(reports).encoded(pretty: true)
      try StandardStreams.output(String(decoding: document, as: UTF8.self) + "\n")
    }
    guard reports.allSatisfy(\.report.isPortable) else {
      throw ExitCode(ExitStatus.thresholdNotMet)
    }
  }

  /// The report under the trace's name, where there are several.
  private func text(of report: LintReport, _ path: String) -> String {
    let width = StandardStreams.width
    let title = traces.count > 1 ? sanitised(path, columns: width - 1) + ":\n" : ""
    return title + report.text(width: width) + (traces.count > 1 ? "\n" : "")
  }
}

extension Viewer: ExpressibleByArgument {}
