import ArgumentParser
@preconcurrency import Glibc
import Recorder
import Stretto
import TraceFile

/// `stretto record -- COMMAND`: any program, unmodified, as one trace.
struct RecordCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "record",
    abstract: "Run any program and record what its processes, threads and tasks did.",
    discussion: """
      The program runs as it is: its output, its exit status and its signals are its own. Linux \
      tells when each of its threads ran, was ready and was blocked; Python programs also tell of \
      their tasks, without a change to their source. What is missing on this machine is said; \
      stretto doctor says how to get it.

      Ctrl-C is the program's, as without the tool; pressed again within two seconds it ends the \
      recording and leaves the program alone. Either way the trace is whole. Where the program's \
      output goes to a file or a pipe, a line on the terminal says how far the recording is.

      Exit status: the program's own, 128 and the signal's number when a signal ended it, 127 \
      when it is not found, 126 when it cannot be executed, 125 when recording failed, 2 for bad \
      usage, 130 when Ctrl-C ended the recording before the program. With 125, 126, 127 and 2 the \
      tool says why on standard error, and the program has not run.

      Examples:
        stretto record -- python3 app.py
        stretto record --output build.json.gz -- make -j4
        stretto record --duration 10 -- ./server
        stretto record --light --wait -- ./start-workers.sh
      """)

  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "The trace to write; by default stretto-PROGRAM-TIME.json.gz.", valueName: "file"))
  var output: String?

  @Option(
    help: ArgumentHelp(
      "Stop recording after so many seconds; the program runs on.", valueName: "seconds"))
  var duration: String?

  @Option(
    help: ArgumentHelp(
      """
      How much of what is recorded may wait in memory to be written, such as 64M or 1G; a \
      quarter of it for each process's own records. By default 256M.
      """, valueName: "size"))
  var memory: String?

  @Flag(help: "Do not load the agent into Python programs: no tasks.")
  var noPython = false

  @Flag(help: "Take no stacks: neither of what runs, nor of what blocks.")
  var noStacks = false

  @Flag(
    help: """
      Only what costs least: thread states, and tasks of Python programs; no waits for interpreter \
      locks, no tasks of Swift programs, no stacks, no reasons of waits.
      """)
  var light = false

  @Flag(help: "Record on until every process has ended, also those that outlive the command.")
  var wait = false

  @Flag(name: [.short, .long], help: "Replace the output when it exists.")
  var force = false

  @Argument(
    parsing: .captureForPassthrough,
    help: ArgumentHelp("The program and its arguments.", valueName: "command"))
  var command: [String] = []

  func run() throws {
    let options = try options()
    var progress = RecordProgress()
    let recording: Recording
    do throws(RecorderFailure) {
      recording = try Recorder.record(options) { progress.show($0) }
    } catch {
      progress.clear()
      throw Failure("\(error)", status: error.status)
    }
    progress.clear()
    let summary = recording.summary
    let (waiter, problem) = recording.sealWithReport()
    StandardStreams.message(summary.words(path: options.output, problem: problem))
    let status = waiter.status()
    if status != 0 { throw ExitCode(status) }
  }

  private func options() throws -> RecorderOptions {
    let command = try program()
    var options = RecorderOptions(
      command: Self.rawArguments(command), environment: Self.environment,
      output: output ?? Self.defaultOutput(for: command.first ?? ""),
      cores: AvailableCores.now().count)
    if let duration { options.duration = try RecordValues.duration(duration) }
    if let memory { options.memory = try RecordValues.memory(memory) }
    options.isOverwriting = force
    options.recordsPython = !noPython
    options.recordsStacks = !noStacks && !light
    options.isLight = light
    options.waitsForAll = wait
    options.versions = ["stretto": Version.current]
    return options
  }

  /// The program and its arguments.
  ///
  /// From the first word on that is no option of ours, everything is the program's: the parser
  /// leaves a `--help` that stands there to us.
  private func program() throws -> [String] {
    guard let first = command.first else {
      throw Failure("there is no command to record: stretto record -- COMMAND ARGUMENTS")
    }
    guard first != "--" else {
      let rest = Array(command.dropFirst())
      guard rest.isEmpty else { return rest }
      throw Failure("there is no command to record after --: stretto record -- COMMAND ARGUMENTS")
    }
    if ["--help", "-h"].contains(first) { throw CleanExit.helpRequest(self) }
    guard !first.hasPrefix("-") else {
      throw Failure(
        "\(first) is no option of record (see stretto record --help); what belongs to the program "
          + "comes after it: stretto record -- COMMAND ARGUMENTS")
    }
    return command
  }
}
