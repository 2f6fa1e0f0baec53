import TraceModel

/// Which lanes carried what, as the agents say.
struct AgentSums {
  /// The name of the startup that is another lane's: a thread or process is being started.
  private static let starting = "start"
  /// Libraries with event loops of their own, as the agent calls them.
  private static let libraries: Set<String> = ["gevent", "trio"]

  /// Lanes with the body of a task.
  private(set) var taskLanes: Set<LaneID> = []
  /// Lanes with the steps of async tasks.
  private(set) var stepLanes: Set<LaneID> = []
  /// Lanes on which a worker started up.
  private(set) var startedLanes: Set<LaneID> = []
  private(set) var asyncTaskCount = 0
  /// The declared widths of the executors, by kind, added up.
  private(set) var declared: [AgentExecutor: Int] = [:]
  /// Event loops that are not asyncio's own, by the names of their libraries.
  private(set) var otherLoops: Set<String> = []
  private(set) var lost = 0
  private(set) var cut = 0

  init(_ agents: AgentRecords) {
    for process in agents.processes {
      lost += process.lost
      if process.isCut { cut += 1 }
      for event in process.events { add(event, LaneID(process.pid, event.tid)) }
    }
  }

  var hasTasks: Bool { !taskLanes.isEmpty || asyncTaskCount > 0 }

  private mutating func add(_ event: AgentEvent, _ lane: LaneID) {
    switch event.kind {
    case .span(let span):
      switch span.category {
      case .task: taskLanes.insert(lane)
      case .step: stepLanes.insert(lane)
      case .startup where span.name != Self.starting: startedLanes.insert(lane)
      default: break
      }
    case .asyncTask: asyncTaskCount += 1
    case .executor(let model, let name, let slots):
      if model == .asyncio, Self.libraries.contains(name) { otherLoops.insert(name) }
      declared[model, default: 0] += max(0, min(slots ?? 0, 1 << 20))
    case .asyncWait, .asyncCall, .flowStart, .flowEnd: break
    }
  }
}

extension LaneID {
  init(_ process: Int32, _ thread: Int32) {
    self.init(process: Int64(process), thread: Int64(thread))
  }
}
