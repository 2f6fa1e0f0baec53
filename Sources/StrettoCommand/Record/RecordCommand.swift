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
      their tasks, without a change to their source. What is missing on this machine is said.

      Exit status: the program's own, 128 and the signal's number when a signal ended it, 127 \
      when it is not found, 126 when it cannot be executed, 125 when recording failed.

      Examples:
        stretto record -- python3 app.py
        stretto record --output build.json.gz -- make -j4
        stretto record --duration 10 -- ./server
      """)

  @Option(
    name: [.short, .long],
    help: ArgumentHelp(
      "The trace to write; by default stretto-PROGRAM-TIME.json.gz.", valueName: "file"))
  var output: String?

  @Option(help: ArgumentHelp("Stop recording after so many seconds; the program runs on."))
  var duration: Double?

  @Flag(help: "Do not load the agent into Python programs.")
  var noPython = false

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
    let command = self.command.first == "--" ? Array(self.command.dropFirst()) : self.command
    guard let program = command.first else {
      throw Failure("there is no command to record: stretto record -- COMMAND ARGUMENTS")
    }
    guard self.command.first == "--" || !program.hasPrefix("-") else {
      throw Failure(
        "\(program) is no option of record; put what belongs to the program after --")
    }
    var options = RecorderOptions(
      command: Self.rawArguments(command), environment: Self.environment,
      output: output ?? Self.defaultOutput(for: program), cores: AvailableCores.now().count)
    if let duration {
      guard duration > 0, duration <= 1e9 else {
        throw Failure("--duration \(duration) is no time to record: give seconds above 0")
      }
      options.duration = .seconds(duration)
    }
    options.isOverwriting = force
    options.recordsPython = !noPython
    options.versions = ["stretto": Version.current]
    return options
  }

  private static func defaultOutput(for program: String) -> String {
    let name = program.split(separator: "/").last ?? "program"
    let plain = name.prefix(40).map { character in
      character.isASCII && (character.isLetter || character.isNumber || "._-".contains(character))
        ? character : "_"
    }
    return "stretto-\(String(plain))-\(WallClock.stamp)\(TraceWriter.nameSuffix)"
  }

  /// The last arguments of this process, byte for byte.
  ///
  /// `command` is what the parser took them for, in which bytes that are no UTF-8 are lost.
  private static func rawArguments(_ command: [String]) -> [ProgramText] {
    let all = (0..<Int(CommandLine.argc)).compactMap { CommandLine.unsafeArgv[$0] }
      .map { ProgramText(bytes: UnsafeBufferPointer(start: $0, count: strlen($0))) }
    let last = Array(all.suffix(command.count))
    return last.map(\.text) == command ? last : command.map { ProgramText($0) }
  }

  /// The variables of this process.
  private static var environment: ProgramEnvironment {
    var entries: [ProgramText] = []
    var next = environ
    while let entry = next.pointee {
      entries.append(ProgramText(bytes: UnsafeBufferPointer(start: entry, count: strlen(entry))))
      next += 1
    }
    return ProgramEnvironment(entries: entries)
  }
}
