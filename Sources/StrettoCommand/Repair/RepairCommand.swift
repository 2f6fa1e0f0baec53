import ArgumentParser
@preconcurrency import Glibc
import TraceFile

/// `stretto repair TRACE`: finishes a file that a crash cut.
struct RepairCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "repair",
    abstract: "Finish a trace that a crash cut, so that every viewer opens it.",
    discussion: """
      Keeps every whole event, closes the JSON and the gzip member, and notes in the trace that \
      it was cut. The cut file itself is left as it is.

      Example:
        stretto repair crashed.json.gz --output repaired.json.gz
      """)

  @Argument(help: "The cut file.")
  var trace: String

  @Option(help: "The file to write; by default NAME-repaired.json.gz beside the cut one.")
  var output: String?

  @Flag(help: "Replace the output when it exists.")
  var force = false

  func run() throws {
    let target = output ?? Self.defaultOutput(for: trace)
    let summary: RepairSummary
    do {
      summary = try repairTrace(from: trace, to: target, overwriting: force)
    } catch {
      throw Failure("\(error)")
    }
    try StandardStreams.output("\(target): \(summary.words)\n")
  }

  static func defaultOutput(for trace: String) -> String {
    for suffix in [".json.gz", ".json", ".gz"] where trace.hasSuffix(suffix) {
      return trace.dropLast(suffix.count) + "-repaired.json.gz"
    }
    return trace + "-repaired.json.gz"
  }
}
