import Analysis
import ArgumentParser
import Report
import TraceFile
import TraceModel

/// `stretto report TRACE…`: the speedup report of recorded traces.
struct ReportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "report",
    abstract: "Print the speedup report of one or more traces.",
    discussion: """
      Reads Chrome trace JSON, compressed or not, whole or cut. The runs are compared with the \
      trace given as --baseline, or with the sequential run among them.

      Examples:
        stretto report stretto-count-*/comparison.json.gz
        stretto report --baseline sequential.json.gz threads.json.gz processes.json.gz
        stretto report --format json threads.json.gz
      """)

  @Argument(help: ArgumentHelp("The trace files.", valueName: "trace"))
  var traces: [String]

  @Option(help: "The trace of the sequential run that the others are compared with.")
  var baseline: String?

  @OptionGroup var form: FormatOption

  func run() throws {
    let read = try ([baseline].compactMap { $0 } + traces).map(Self.read)
    var runs: [RunAnalysis] = []
    let alone = try analyses(read, baseline: nil)
    let index = baseline == nil ? alone.firstIndex { $0.model == .sequential } : 0
    if let index {
      runs = try analyses(read, baseline: alone[index])
      // The baseline is its own measure.
      runs[index] = alone[index]
    } else {
      runs = alone
    }
    StandardStreams.output(form.render(RunReport(runs: runs, baseline: index)))
  }

  private func analyses(_ traces: [Trace], baseline: RunAnalysis?) throws -> [RunAnalysis] {
    try traces.flatMap { trace in
      do {
        return try analyse(trace, baseline: baseline)
      } catch {
        throw Failure("\(error)")
      }
    }
  }

  private static func read(_ path: String) throws -> Trace {
    do {
      return try TraceReader.read(path: path)
    } catch {
      throw Failure("\(error)")
    }
  }
}
