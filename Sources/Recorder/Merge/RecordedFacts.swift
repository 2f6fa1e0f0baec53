import TraceModel

/// All that was learned of the program, from the kernel and from the agents.
struct RecordedFacts {
  /// The command's own process.
  var command: Int32
  /// The window of the run: from the command's exec to its end.
  var start: Int64
  var end: Int64
  var threads: [RecordedThread]
  var processes: [Int32: RecordedProcess]
  var agents: AgentRecords
  /// Whether the kernel told of every thread.
  var hasTimeline: Bool
  /// Whether every process of the program is among `processes`: not where they were sampled.
  var hasAllProcesses = true
  var locks = GILRecords()
  /// What a CPU quota withheld, look by look.
  var quotaPolls: [QuotaPolls.Poll] = []
  var jobs = JobRecords()

  var commandLane: LaneID { LaneID(process: Int64(command), thread: Int64(command)) }

  /// The Python process that began first.
  var firstAgent: AgentProcess? { agents.processes.min { $0.start < $1.start } }

  /// Processes in which an agent ran.
  var agentProcesses: Set<Int32> { Set(agents.processes.map(\.pid)) }

  /// When each lane ended, where that is known.
  var deaths: [LaneID: Int64] {
    var deaths: [LaneID: Int64] = [:]
    for thread in threads { if let death = thread.death { deaths[thread.lane] = death } }
    return deaths
  }
}
