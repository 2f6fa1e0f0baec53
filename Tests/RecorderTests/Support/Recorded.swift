import Analysis
import Foundation
import TraceFile
import TraceModel

@testable import Recorder

/// A program that was recorded, with its trace read back.
struct Recorded {
  let summary: RecordingSummary
  let threads: [RecordedThread]
  let ending: ProgramEnding?
  let status: Int32
  let trace: Trace

  /// Whether this machine lets a timeline be recorded; where not, the summary must say so.
  var hasTimeline: Bool { summary.capabilities.contains("sched") }

  /// Runs a command, without the agents unless they are asked for, and records it.
  init(
    _ command: [String], duration: Duration? = nil, recordsPython: Bool = false,
    systemWideFrom: Int = 17, quotaStatistics: String? = nil,
    environment: [String: String] = ProcessInfo.processInfo.environment, output: String? = nil
  ) throws {
    let scratch = Scratch()
    let path = output ?? scratch.file("recorded.json.gz")
    var options = RecorderOptions(
      command: command.map { ProgramText($0) }, environment: ProgramEnvironment(environment),
      output: path, cores: 2)
    options.recordsPython = recordsPython
    options.duration = duration
    options.systemWideFrom = systemWideFrom
    options.quotaStatistics = quotaStatistics
    let recording = try Recorder.record(options)
    summary = recording.summary
    threads = recording.threads
    ending = recording.ending
    status = try recording.seal(report: nil).status()
    trace = try TraceReader.read(path: path)
  }

  /// Runs a Python program given as text.
  init(python program: String, _ arguments: String...) throws {
    try self.init([Interpreter.path.get(), "-I", "-c", program] + arguments)
  }

  /// Runs one of the programs beside the tests with the agent.
  ///
  /// Its words are not those of these tests.
  init(_ python: FoundPython, program: String, output: String? = nil) throws {
    let environment = ProcessInfo.processInfo.environment
      .merging(try AgentRun.variables(program, python)) { $1 }
    let quiet = ["/bin/sh", "-c", "exec \"$@\" >/dev/null 2>&1", "sh", python.path]
    try self.init(
      quiet + AgentRun.arguments(program), recordsPython: true, environment: environment,
      output: output)
  }

  /// Runs analysed as the report does it.
  func run() throws -> RunAnalysis? { try Analysis.analyse(trace).first }

  /// Nanoseconds of each scheduling state of all threads, as the trace tells.
  func total(_ state: SchedulingState) -> Int64 {
    trace.spans.indices.reduce(0) { sum, index in
      let span = trace.spans[index]
      guard span.category == .sched, trace.names[span.name] == "\(state)" else { return sum }
      return sum + span.duration.count
    }
  }

  var wall: Int64 {
    let (seconds, attoseconds) = summary.wall.components
    return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
  }
}
