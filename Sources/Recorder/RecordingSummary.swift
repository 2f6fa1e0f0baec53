import CPerf
import Glibc
import TraceFile
package import TraceModel

/// What was recorded and what is missing, in sentences for the user.
package struct RecordingSummary: Hashable, Sendable {
  /// What the trace can tell, as words of the metadata.
  package var capabilities: [String] = []
  package var model: ExecutionModel
  package var processes = 0
  package var threads = 0
  package var agents = 0
  /// Processes that traced themselves by the library.
  package var selfTraced = 0
  package var eventsLost = 0
  /// From the command's exec to its end.
  package var wall: Duration
  /// Nanoseconds of CPU time that the kernel charged to the command and to the children that it
  /// waited for, with what being recorded cost them; nil where the command has not ended.
  package var commandCPU: Int64?
  /// Nanoseconds that the program's threads were on a CPU; nil where the kernel did not tell.
  package var onCPU: Int64?
  /// What is missing or doubtful, each with how to mend it where that is possible.
  package var notes: [String] = []
  /// Why the trace could not be written to its end.
  package var failure: String?
  /// Switches that cannot follow what came before; 0 without loss.
  package var anomalies = 0
  package var slices = 0
  /// Nanoseconds that threads were blocked, and those whose reason the kernel told.
  package var blocked: Int64 = 0
  package var explained: Int64 = 0
  /// What each interpreter lock did.
  var locks = JSONValue.array([])
  /// Arrows whose tail was noted after their head.
  package var reversedArrows = 0
  /// What was sampled of the stacks of threads that ran.
  package var stacks = StackSummary()

  init(
    _ result: RecordingResult, _ shape: RunShape, _ sums: AgentSums, _ merge: TraceMerge,
    _ failure: TraceFileError?
  ) {
    let facts = result.facts
    model = shape.model
    processes = max(facts.processes.count, Set(facts.agents.processes.map(\.pid)).count)
    threads = facts.threads.count
    agents = Set(facts.agents.processes.map(\.pid)).count
    wall = .nanoseconds(facts.end - facts.start)
    commandCPU = result.program.ending?.cpu
    let timeline = result.session.timeline
    eventsLost =
      timeline.lost + sums.lost + facts.locks.lost + facts.jobs.lost + merge.programs.lost
    selfTraced = merge.programs.processes.count
    anomalies = result.session.doubtful
    slices = timeline.sliceCount
    reversedArrows = merge.reversedArrows
    if facts.hasTimeline {
      capabilities.append(result.session.samplingGap == nil ? "sched" : "sched-sampled")
      capabilities += result.session.abilities?.words ?? []
      (blocked, explained) = (timeline.blocked, timeline.explained)
      onCPU = facts.threads.reduce(0) { $0 + $1.onCPU }
    }
    if agents > 0 { capabilities.append("python-agent") }
    if selfTraced > 0 { capabilities.append("tracer") }
    if !facts.locks.interpreters.isEmpty { capabilities.append("gil") }
    if facts.jobs.hasTasks { capabilities.append("swift-tasks") }
    locks = facts.locks.json()
    self.failure = failure.map { "\($0)" }
    addKernelNotes(result)
    addJobNotes(result)
    notes += shape.notes + facts.agents.notes
    addAgentNotes(result, sums, merge)
    notes += merge.programs.notes
    if result.agents.traces == nil {
      notes.append(
        "what programs that use the library trace themselves is not in here: no private folder "
          + "can be made in /dev/shm or /tmp")
    }
  }

  private mutating func addKernelNotes(_ result: RecordingResult) {
    let session = result.session
    if let refusal = session.refusal {
      notes.append(refusal.sentence(gap: result.facts.hasTimeline ? session.samplingGap : nil))
    }
    if session.refusal == nil, !result.facts.hasTimeline {
      notes.append("the kernel told nothing of the program's threads")
    }
    if session.timeline.lost > 0 {
      notes.append(
        "\(session.timeline.lost) of the kernel's records were lost: the machine was too busy to "
          + "read them in time, and the states around them are left out")
    }
    if anomalies > 0 {
      notes.append("\(anomalies) records do not fit those before them and were left out")
    }
    if let stops = session.stops { notes.append(stops.sentence) }
    if result.facts.hasTimeline { notes += session.abilities?.notes(session.timeline) ?? [] }
    let left = session.timeline.liveProcesses.filter { $0.process != result.facts.command }
    if let cut = session.cut {
      notes.append(cut.sentence)
    } else if !left.isEmpty {
      let (noun, verb) = left.count == 1 ? ("process", "was") : ("processes", "were")
      notes.append(
        "\(left.count) \(noun) outlived the command and \(verb) still running when it ended: "
          + "recorded until then; --wait records on until all have ended")
    }
  }

  private mutating func addAgentNotes(
    _ result: RecordingResult, _ sums: AgentSums, _ merge: TraceMerge
  ) {
    if let problem = result.agents.pythonProblem {
      notes.append("Python programs were recorded without the agent: \(problem)")
    }
    addLockNotes(result)
    if sums.lost > 0 { notes.append("\(sums.lost) events of Python agents were lost") }
    if result.agents.hasAgents {
      let heard = result.facts.agentProcesses.union(merge.programs.processes)
      let silent = SilentPrograms(result.facts.processes, heard: heard)
      notes += silent.notes(areExpected: agents > 0)
    }
    if merge.unfinished > 0 {
      notes.append("\(merge.unfinished) spans had no end: they end with their thread")
    }
    if merge.clamped > 0 { notes.append("\(merge.clamped) spans were shortened to nest") }
    if merge.unpairedArrows > 0 {
      notes.append("\(merge.unpairedArrows) arrows with one end only were left out")
    }
  }

  private mutating func addJobNotes(_ result: RecordingResult) {
    let isSelfTraced = selfTraced > 0
    if let note = StaticSwift.note(result.staticSwift, isSelfTraced: isSelfTraced) {
      notes.append(note)
    }
    notes += result.facts.jobs.notes
    let files = result.session.stacks.files.files
    if result.agents.locks == nil, files.contains(where: { $0.shortName == JobNames.runtime }) {
      notes.append(
        "tasks of Swift Concurrency are not seen without the library that programs preload: "
          + "--light and --no-python leave it out")
    }
  }

  private mutating func addLockNotes(_ result: RecordingResult) {
    if let problem = result.agents.lockProblem {
      notes.append("waits for interpreter locks are not recorded: \(problem)")
    }
    guard result.agents.locks != nil else { return }
    let pythons = result.facts.agentProcesses.union(result.pythons)
    notes += result.facts.locks.notes(
      pythons: pythons, hasKernelReasons: capabilities.contains("wait-reasons"))
  }
}

extension RecordingResult {
  /// Processes that executed something called python.
  var pythons: Set<Int32> {
    Set(
      facts.processes.values
        .filter { $0.isPython && $0.executions > 0 }.map(\.process))
  }
}

extension RecordingSummary {
  func metadata(
    _ result: RecordingResult, _ options: RecorderOptions, _ shape: RunShape,
    _ programs: ProgramTraces
  ) -> TraceMetadata {
    var metadata = TraceMetadata()
    metadata.epochNanoseconds = result.realtime
    metadata.host = Self.host
    metadata.versions = options.versions
    for agent in result.facts.agents.processes where !agent.python.isEmpty {
      metadata.versions["python"] = agent.python
    }
    if result.facts.locks.isFreeThreaded { metadata.versions["python"]? += " free-threading" }
    metadata.capabilities = capabilities
    metadata.eventsLost = eventsLost
    metadata.cut = result.session.cut?.sentence
    let known = Set(result.facts.processes.keys).union(result.facts.agentProcesses)
    // What the program says of its runs counts; the rest is the recorder's to describe.
    metadata.runs = programs.runs
    guard !shape.isTold else { return metadata }
    let processes = Set(known.union([result.facts.command]).map(Int64.init))
    let others = processes.subtracting(programs.owned)
    guard !others.isEmpty else { return metadata }
    metadata.runs.append(
      TraceRun(
        run: "run 1", model: shape.model, processes: others.sorted(),
        tellsTasks: shape.lifetimes.isEmpty))
    return metadata
  }

  /// What the recorder did, for those who doubt the trace.
  func member(notes encoding: EncodingNotes) -> JSONMember {
    var members = [
      JSONMember("processes", .integer(Int64(processes))),
      JSONMember("threads", .integer(Int64(threads))),
      JSONMember("slices", .integer(Int64(slices))),
      JSONMember("anomalies", .integer(Int64(anomalies))),
      JSONMember("reversed_arrows", .integer(Int64(reversedArrows))),
      JSONMember("overlapping_spans", .integer(Int64(encoding.overlapping))),
      JSONMember("notes", .array(notes.map(JSONValue.string))),
    ]
    if explained > 0 {
      members.append(JSONMember("blocked_ns", .integer(blocked)))
      members.append(JSONMember("explained_ns", .integer(explained)))
    }
    members.append(JSONMember("stacks", stacks.json))
    if case .array(let list) = locks, !list.isEmpty { members.append(JSONMember("gil", locks)) }
    if let onCPU { members.append(JSONMember("on_cpu_ns", .integer(onCPU))) }
    if let commandCPU {
      let (seconds, rest) = wall.components
      members.append(
        JSONMember("wall_ns", .integer(seconds * 1_000_000_000 + rest / 1_000_000_000)))
      members.append(JSONMember("command_cpu_ns", .integer(commandCPU)))
    }
    return JSONMember("recorder", .object(members))
  }

  private static var host: String {
    var bytes = [CChar](repeating: 0, count: 256)
    guard unsafe gethostname(&bytes, bytes.count - 1) == 0 else { return "" }
    return String(decoding: bytes.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }
}
