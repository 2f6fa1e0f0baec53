import Glibc
package import TraceFile
package import TraceModel

/// What a recording gathered, before it is merged.
struct RecordingResult {
  var facts: RecordedFacts
  var program: StartedProgram
  var session: RecordingSession
  var agents: AgentFolder
  var origin: Int64
  var realtime: Int64
  /// Programs with Swift's runtime in them.
  var staticSwift: [String]
}

/// A finished recording: its trace lies in the file, readable but not yet sealed.
package struct Recording: ~Copyable {
  package let path: String
  package private(set) var metadata: TraceMetadata
  package let summary: RecordingSummary
  /// Every thread that the kernel told of.
  package let threads: [RecordedThread]
  /// How the command ended; nil while it runs on.
  package var ending: ProgramEnding? { program.ending }
  private let members: [JSONMember]
  private let stacks: NamedStacks
  private let program: StartedProgram
  private let session: RecordingSession
  private let agents: AgentFolder
  private var sink: TraceSink

  init(_ result: RecordingResult, sink: consuming TraceSink, options: RecorderOptions) {
    var result = result
    var sink = sink
    let sums = AgentSums(result.facts.agents)
    let programs = ProgramTraces(result.session.traces, result.facts, to: &sink)
    result.facts.jobs.leaveOut(programs.tellers)
    let shape = RunShape(result.facts, sums, programs)
    var merge = TraceMerge(result.facts, shape, programs)
    let title = options.command.map(\.text).joined(separator: " ")
    merge.write(to: &sink, cores: options.cores, title: title)
    sink.flush()
    stacks = NamedStacks(result.session.stacks, of: Set(result.facts.threads.map(\.lane)))
    var summary = RecordingSummary(result, shape, sums, merge, sink.failure)
    summary.add(stacks, result.session.stacks, options.sampling, got: result.session.sampling)
    path = options.output
    self.summary = summary
    threads = result.facts.threads
    metadata = summary.metadata(result, options, shape, programs)
    members = [summary.member(notes: sink.encoder.notes)]
    program = result.program
    session = result.session
    agents = result.agents
    self.sink = sink
  }

  /// Whether the file holds everything that was recorded.
  package var isWhole: Bool { sink.failure == nil }

  /// Ends the file with the metadata and, where there is one, a `stretto.report/1` document.
  ///
  /// - Throws: also what went wrong earlier, such as a full disk.
  package consuming func seal(report: [UInt8]?) throws(TraceFileError) -> ProgramWaiter {
    var metadata = metadata
    metadata.report = report
    let waiter = ProgramWaiter(program: program, session: session, agents: agents)
    stacks.write(to: &sink)
    try sink.seal([metadata.member()] + members)
    return waiter
  }

  /// Waits for the command, which goes on where only a part of its life was recorded.
  package func waiter() -> ProgramWaiter {
    ProgramWaiter(program: program, session: session, agents: agents)
  }
}

/// Waits for the command and passes signals on.
package struct ProgramWaiter {
  let program: StartedProgram
  let session: RecordingSession
  // Its folder must be there as long as the command runs.
  let agents: AgentFolder

  /// Returns when the command has ended: its exit status, 128 and the signal's number when a
  /// signal ended it.
  ///
  /// Where the user pressed Ctrl-C twice and the command lives on, it returns 130 at once.
  package func status() -> Int32 {
    let hasEnded = session.awaitCommand()
    agents.remove(isUnused: hasEnded && session.hasSeenAllEnd)
    return hasEnded ? program.ending?.status ?? 0 : 128 + SIGINT
  }
}
