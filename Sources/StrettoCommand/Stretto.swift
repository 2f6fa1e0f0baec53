import ArgumentParser
import Dispatch
@preconcurrency import Glibc
import Rounds
import Stretto
import Workloads

/// The tool: parses, runs one subcommand, and turns what it throws into one
/// sentence and a documented exit status.
@main
struct StrettoTool: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "stretto",
    abstract: "Does my concurrency pay, and where does the rest go?",
    discussion: """
      Runs a workload under every concurrency model, records a trace of each, and prints the \
      measured speedup with an account of the rest that adds up exactly.

      Example:
        stretto compare count
        stretto report stretto-count-*/comparison.json.gz
        stretto view stretto-count-*/comparison.json.gz
      """,
    version: Version.current,
    subcommands: [
      CompareCommand.self, RecordCommand.self, DoctorCommand.self, ReportCommand.self,
      ViewCommand.self, LintCommand.self, RepairCommand.self,
    ])

  /// Synchronous on purpose: an `async` main would keep a thread of Swift's
  /// global executor from the arms that measure it.
  static func main() {
    // A reader that goes away is an error of one write, not the end of the tool.
    signal(SIGPIPE, SIG_IGN)
    let arguments = Array(CommandLine.arguments.dropFirst())
    ProcessWorker.takeOverIfSpawned(serving: Workload.registeredWork)
    ArmEntry.takeOverIfAsked(arguments)
    Task.detached { Glibc.exit(await status(of: arguments)) }
    dispatchMain()
  }

  /// Runs the command line and returns the exit status.
  static func status(of arguments: [String]) async -> Int32 {
    do {
      var command = try parseAsRoot(arguments)
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
      return ExitStatus.done
    } catch let failure as Failure {
      StandardStreams.message("stretto: \(failure)\n")
      return failure.status
    } catch let exit as ExitCode {
      return exit.rawValue
    } catch {
      return status(ofParserError: error)
    }
  }

  /// Help and version go to standard output with status 0; bad usage is status 2,
  /// not the parser's own 64.
  private static func status(ofParserError error: any Error) -> Int32 {
    let text = fullMessage(for: error)
    if exitCode(for: error) == .success {
      do {
        try StandardStreams.output(text + "\n")
        return ExitStatus.done
      } catch {
        StandardStreams.message("stretto: \(error)\n")
        return error.status
      }
    }
    StandardStreams.message(text + "\n")
    return ExitStatus.badInput
  }
}

/// What `--version` prints and traces carry.
enum Version {
  static let current = "0.1.0"
}
