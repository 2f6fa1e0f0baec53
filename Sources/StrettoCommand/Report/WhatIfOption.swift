import Analysis
import ArgumentParser
import Report

/// `--what-if NAME=PERCENT`: what a run would gain if some spans were faster.
struct WhatIfOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Also say what each run would gain if the spans of that name (or the task of that key) were "
        + "so many percent faster.", valueName: "name=percent"))
  var whatIf: String?

  /// A name, and how much faster its spans are, 0…1.
  struct Question {
    var name: String
    var share: Double

    /// The answer for each run, after the report's text.
    func answer(_ runs: [RunAnalysis], width: Int) -> String {
      let lines = virtualSpeedupLines(of: name, by: share, in: runs, style: Style(width: width))
      return "\n" + lines.map { $0 + "\n" }.joined()
    }
  }

  /// What was asked.
  ///
  /// - Parameter format: The report's; only text has room for the answer.
  /// - Returns: The question; nil when none was asked.
  /// - Throws: `Failure` with status 2 when it cannot be read.
  func question(in format: ReportFormatOption.Format) throws(Failure) -> Question? {
    guard let whatIf else { return nil }
    guard format == .text else { throw Failure("--what-if is answered in --format text only") }
    let parts = whatIf.split(separator: "=", omittingEmptySubsequences: false)
    let name = parts.dropLast().joined(separator: "=")
    guard let percent = parts.last.flatMap({ Double($0) }), !name.isEmpty, percent > 0,
      percent <= 100
    else {
      throw Failure(
        "--what-if \(sanitised(whatIf)) cannot be read: write a name, = and a number of percent up "
          + "to 100, for example parse=20")
    }
    return Question(name: name, share: percent / 100)
  }
}
