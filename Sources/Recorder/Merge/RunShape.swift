import TraceFile
import TraceModel

/// How the program ran: its model, the roles of its lanes, and what its tasks are.
///
/// With an agent the tasks are those it saw. Without, the lives of the worker
/// threads and of the processes that made no other process are the tasks, which a note
/// says: nothing finer is known, and nothing is made up.
struct RunShape {
  private(set) var model = ExecutionModel.mixed
  private(set) var slots: Int?
  private(set) var executors: [String: Int] = [:]
  private(set) var roles: [LaneID: LaneRoles] = [:]
  /// Threads whose lives are the tasks.
  private(set) var lifetimes: [RecordedThread] = []
  private(set) var notes: [String] = []
  /// Whether the program described its runs itself, and nothing of it is left to describe.
  private(set) var isTold = false

  init(
    _ facts: RecordedFacts, _ sums: AgentSums, _ programs: ProgramTraces = ProgramTraces()
  ) {
    if programs.tellsRuns, !sums.hasTasks, !facts.jobs.hasTasks {
      takeTold(programs)
      for thread in facts.threads { roles[thread.lane] = .other }
      return
    }
    roles[facts.commandLane] = .coordinator
    if let first = facts.firstAgent { roles[LaneID(first.pid, first.pid)] = .coordinator }
    // Those of a run that the program describes are in that run.
    let others = programs.tellsRuns ? ProgramTraces() : programs
    if sums.hasTasks || others.hasTasks || facts.jobs.hasTasks {
      takeTasks(sums, others, JobLanes(facts.jobs))
    } else {
      takeLifetimes(facts, others)
    }
    for thread in facts.threads where roles[thread.lane] == nil { roles[thread.lane] = .other }
  }

  // MARK: - What the program told itself

  private mutating func takeTold(_ programs: ProgramTraces) {
    let models = Set(programs.runs.map(\.model))
    model = models.count == 1 ? models.first ?? .mixed : .mixed
    isTold = true
  }

  // MARK: - Tasks that an agent saw

  private mutating func takeTasks(
    _ sums: AgentSums, _ programs: ProgramTraces, _ jobs: JobLanes
  ) {
    // A pool's helper threads start up too; a worker process that got no task is a slot.
    let started = sums.startedLanes.filter { $0.process == $0.thread }
    let told = programs.lanes.filter(\.value.carriesTasks).keys
    let workers = sums.taskLanes.union(started).union(told).filter { !isCoordinator($0) }
    let processes = workers.filter { $0.process == $0.thread }
    let threads = workers.subtracting(processes)
    for lane in workers { roles[lane, default: []].insert(.worker) }
    for lane in sums.stepLanes { roles[lane, default: []].insert(.loop) }
    // One executor of many threads, and no loop of any single one.
    for lane in jobs.ofTasks { roles[lane, default: []].insert(.worker) }
    for lane in jobs.ofMain { roles[lane, default: []].insert(.coordinator) }
    var kinds: [ExecutionModel] = []
    if !jobs.ofTasks.isEmpty { kinds.append(.tasks) }
    if sums.asyncTaskCount > 0 || !sums.stepLanes.isEmpty { kinds.append(.asyncio) }
    let steps = programs.lanes.count { $0.value.carriesSteps }
    if steps > 0 || programs.asyncTasks > 0 { kinds.append(steps > 1 ? .tasks : .async) }
    if !threads.isEmpty { kinds.append(.threads) }
    if !processes.isEmpty { kinds.append(.processes) }
    model = kinds.count > 1 ? .mixed : kinds.first ?? .sequential
    notes += sums.otherLoops.sorted().map { "the event loop is \($0)'s; it is called asyncio here" }
    let declared =
      (threads.isEmpty ? 0 : sums.declared[.threads] ?? 0)
      + (processes.isEmpty ? 0 : sums.declared[.processes] ?? 0)
    // Fewer than there are lanes: threads that belong to no executor are slots too.
    guard declared > workers.count || model == .mixed, !workers.isEmpty else { return }
    let width = max(declared, workers.count)
    if model == .mixed { executors["pool"] = width } else { slots = width }
  }

  private func isCoordinator(_ lane: LaneID) -> Bool {
    roles[lane]?.contains(.coordinator) ?? false
  }

  // MARK: - Lives

  private mutating func takeLifetimes(_ facts: RecordedFacts, _ programs: ProgramTraces) {
    guard facts.hasTimeline || facts.firstAgent != nil else {
      notes.append(
        "no thread was seen and no agent told of tasks: the program's threads and tasks are unknown"
      )
      return
    }
    // A Python without tasks of its own: the shells that started it are no tasks.
    let inside = facts.agentProcesses
    let parents = Set(facts.processes.values.compactMap(\.parent))
    let candidates = facts.threads.filter { thread in
      guard !isCoordinator(thread.lane), !programs.isDrain(thread),
        inside.isEmpty || inside.contains(thread.process)
      else {
        return false
      }
      return !thread.isMain || !parents.contains(thread.process)
    }
    let processes = candidates.filter(\.isMain)
    switch (candidates.isEmpty, processes.isEmpty, processes.count == candidates.count) {
    case (true, _, _): takeSequential(facts)
    case (_, true, _): model = .threads
    case (_, _, true): model = .processes
    default: model = .mixed
    }
    guard !candidates.isEmpty else { return }
    if model == .processes, RunShape.neverTogether(candidates, facts.end) { model = .sequential }
    if model == .mixed { executors["pool"] = candidates.count }
    lifetimes = candidates
    for thread in candidates { roles[thread.lane] = .worker }
    let (one, many) =
      switch model {
      case .threads: ("thread", "threads")
      case .mixed: ("thread or process", "threads and processes")
      default: ("process", "processes")
      }
    notes.append(
      candidates.count == 1
        ? "no agent told of tasks: the life of the one \(one) is counted as a task"
        : "no agent told of tasks: the lives of \(candidates.count) \(many) are counted as tasks")
  }

  private mutating func takeSequential(_ facts: RecordedFacts) {
    model = .sequential
    let lane = facts.firstAgent.map { LaneID($0.pid, $0.pid) } ?? facts.commandLane
    lifetimes = facts.threads.filter { $0.lane == lane }
    if !facts.hasTimeline, let agent = facts.firstAgent {
      let main = RecordedThread(
        process: agent.pid, thread: agent.pid, name: agent.name, birth: agent.start)
      lifetimes = [main]
    }
    notes.append("the program has one thread and told of no task: its whole life is one task")
  }

  /// Whether no two of the threads lived at the same time.
  private static func neverTogether(_ threads: [RecordedThread], _ end: Int64) -> Bool {
    var last = Int64.min
    for thread in threads.sorted(by: { $0.birth < $1.birth }) {
      if thread.birth < last { return false }
      last = max(last, thread.death ?? end)
    }
    return true
  }
}
