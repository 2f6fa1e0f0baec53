import ArgumentParser
@preconcurrency import Glibc
import Recorder
import Report
import TraceFile

/// `stretto doctor`: what this machine lets `stretto record` see.
struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Find out what stretto record can see on this machine, and how to let it see more.",
    discussion: """
      Tries everything that a recording uses, as this user, and records a short program; nothing \
      is judged by a version or a setting. For what is not allowed it says what a trace then \
      lacks, and the command or the container's option that allows it. Leaves nothing behind.

      Exit status: 0 when a program's threads or its Python tasks can be recorded, with whatever \
      is missing; 3 when neither can.

      Examples:
        stretto doctor
        stretto doctor --format json
      """)

  @Option(help: "text, or json (schema stretto.doctor/1).")
  var format = Format.text

  enum Format: String, CaseIterable, ExpressibleByArgument {
    case text, json
  }

  func run() throws {
    let diagnosis = Diagnosis.made(environment: RecordCommand.environment)
    switch format {
    case .text:
      let columns = getenv("COLUMNS").map { String(cString: $0) }
      let width = Style.width(columns: columns, terminal: StandardStreams.width)
      try StandardStreams.output(diagnosis.text(width: width))
    case .json:
      let document = diagnosis.json.encoded(pretty: true)
      try StandardStreams.output(String(decoding: document, as: UTF8.self) + "\n")
    }
    guard diagnosis.works else { throw ExitCode(ExitStatus.notPossible) }
  }
}
