import CPerf
import Glibc
import TraceFile
import TraceModel

/// Records one command, from before its exec to its end.
///
/// The scheduler's slices go to the file ten times a second, so that they are
/// there when the recorder is killed; what the agents recorded lies in the
/// private folder until the command ends, and is lost to the trace then (the
/// folder stays behind), as are the sampled stacks, which get their names at the end.
package enum Recorder {
  /// Runs the command and writes its trace, unsealed.
  ///
  /// Blocks the calling thread until the command has ended, or `duration` is over;
  /// SIGINT, SIGTERM and the like are passed on meanwhile.
  ///
  /// - Parameters:
  ///   - options: What to record, and where to.
  ///   - observe: Told about ten times a second how far it is.
  /// - Returns: The recording, to be sealed.
  /// - Throws: `RecorderFailure`; the command has not run then.
  package static func record(
    _ options: RecorderOptions, observe: (RecordingProgress) -> Void = { _ in }
  ) throws(RecorderFailure) -> Recording {
    guard let name = options.command.first else {
      throw RecorderFailure("there is no command to record", status: 2)
    }
    let file = try ProgramSearch.find(name.text, path: options.environment["PATH"])
    let epoch = (monotonic: Clock.monotonic, realtime: Clock.realtime)
    var sink = try createTrace(options, origin: epoch.monotonic)
    do throws(RecorderFailure) {
      let agents = AgentFolder(options)
      let environment = options.environment.setting(agents.variables)
      let program = try StartedProgram(
        file: file, arguments: options.command, environment: environment)
      let relay = try SignalRelay()
      var session = RecordingSession(program: program, relay: relay, options: options)
      session.locks = agents.locks.map { GILRings(folder: $0, memory: options.memory / 4) }
      session.traces = agents.traces.map { AnnouncedTraces(folder: $0) }
      session.jobs = agents.locks.map { JobRings(folder: $0, memory: options.memory / 8) }
      try program.release()
      session.run(into: &sink, observe: observe)
      let result = session.result(
        agents: agents, relay: relay, origin: epoch.monotonic, realtime: epoch.realtime, file: file)
      return Recording(result, sink: sink, options: options)
    } catch {
      // Nothing was recorded: the file is this call's own and empty.
      if isRegularFile(options.output) { unsafe unlink(options.output) }
      throw error
    }
  }

  private static func createTrace(
    _ options: RecorderOptions, origin: Int64
  ) throws(RecorderFailure) -> TraceSink {
    do throws(TraceFileError) {
      return try TraceSink(
        creating: options.output, overwriting: options.isOverwriting, origin: origin)
    } catch {
      if error.code == .exists {
        throw RecorderFailure(
          "\(options.output) exists already: choose another --output, or replace it with --force",
          status: 2)
      }
      let isUsage = error.code == .badName
      throw RecorderFailure("\(error)", status: isUsage ? 2 : 125)
    }
  }

  private static func isRegularFile(_ path: String) -> Bool {
    var status = stat()
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
  }
}
