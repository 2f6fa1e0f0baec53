import TraceFile
import TraceModel

/// What the programs' own traces told, once their events are in the recorder's trace.
struct ProgramTraces {
  /// What the tracer calls its own thread, which is no worker of the program.
  static let drainName = "stretto-drain"

  /// Processes that traced themselves.
  private(set) var processes: Set<Int32> = []
  private(set) var lanes: [LaneID: CopiedTrace.Lane] = [:]
  private(set) var processNames: [Int64: String] = [:]
  private(set) var runs: [TraceRun] = []
  private(set) var asyncTasks = 0
  private(set) var lost = 0
  private(set) var unfinished = 0
  private(set) var notes: [String] = []
  /// The last number that an arrow got.
  private(set) var lastFlow: UInt64 = 0

  private var unread: [String] = []
  private var cut: [String] = []
  private var malformed = 0
  private var outside = 0

  init() {}

  /// Copies every trace that was announced into the recorder's.
  init(_ announced: AnnouncedTraces?, _ facts: RecordedFacts, to sink: inout TraceSink) {
    guard let announced else { return }
    let windows = ProgramWindows(facts)
    let origin = sink.origin
    var flows = FlowNumbers()
    // Tasks that agents told of, and Swift's runtime, are numbered from 1.
    var number: UInt64 = facts.agents.processes.isEmpty && !facts.jobs.hasTasks ? 0 : 1
    for var trace in announced.take() {
      AnnouncedTraces.open(&trace)
      let announcement = trace.announcement
      guard trace.descriptor >= 0 else {
        unread.append("\(announcement.pathText): \(trace.problem ?? "it cannot be opened")")
        continue
      }
      let placement = CopyPlacement(
        shift: Nanoseconds(announcement.origin.count - origin), number: number
      ) { windows.window(of: $0, announcedBy: announcement.process, origin: origin) }
      let copied = copyTrace(
        descriptor: trace.descriptor, name: announcement.pathText, placement, &flows
      ) { sink.append(lines: $0) }
      number += 1
      close(copied, windows, to: &sink)
      add(copied, of: announcement)
    }
    lastFlow = flows.last
    let owned = owned
    for index in runs.indices {
      runs[index].processes = windows.descendants(of: runs[index].processes, outside: owned)
    }
    addNotes(unreadable: announced.unreadable)
  }

  var tellsRuns: Bool { !runs.isEmpty }
  /// Processes with a run of their own.
  var owned: Set<Int64> { Set(runs.flatMap(\.processes)) }
  /// Processes that tell of their own tasks.
  var tellers: Set<Int32> {
    let lanes = lanes.filter { $0.value.carriesTasks || $0.value.carriesSteps }.keys
    return Set(lanes.compactMap { Int32(exactly: $0.process) })
      .union(owned.compactMap { Int32(exactly: $0) })
  }
  var hasTasks: Bool { asyncTasks > 0 || lanes.values.contains { $0.carriesTasks } }

  /// Whether the thread is the tracer's own.
  func isDrain(_ thread: RecordedThread) -> Bool {
    thread.name == Self.drainName && processes.contains(thread.process)
  }

  private mutating func add(_ copied: CopiedTrace, of announcement: TraceAnnouncement) {
    if let failure = copied.failure, copied.events == 0 {
      unread.append("\(failure)")
      return
    }
    processes.insert(announcement.process)
    for (lane, found) in copied.lanes {
      var known = lanes[lane] ?? CopiedTrace.Lane()
      if !found.name.isEmpty { known.name = found.name }
      known.roles.formUnion(found.roles)
      known.carriesTasks = known.carriesTasks || found.carriesTasks
      known.carriesSteps = known.carriesSteps || found.carriesSteps
      lanes[lane] = known
    }
    processNames.merge(copied.processNames) { $1 }
    runs += copied.runs
    asyncTasks += copied.asyncTasks
    lost += copied.lost
    unfinished += copied.open.count
    malformed += copied.malformed
    outside += copied.outside
    if let reason = copied.truncation { cut.append("\(announcement.pathText): \(reason)") }
  }

  /// Ends what the end of the process ended.
  private func close(
    _ copied: CopiedTrace, _ windows: ProgramWindows, to sink: inout TraceSink
  ) {
    for open in copied.open {
      sink.encoder.asyncEnd(
        open.name, open.category, on: open.lane, id: open.id,
        at: Nanoseconds(windows.end(of: open.lane)))
      sink.relieve()
    }
    guard copied.truncation != nil else { return }
    for (process, names) in copied.counters.sorted(by: { $0.key < $1.key }) {
      let end = windows.end(of: LaneID(process: process, thread: process))
      for name in names.sorted() {
        sink.encoder.counter(name, process: process, at: Nanoseconds(end), value: 0)
        sink.relieve()
      }
    }
  }

  private mutating func addNotes(unreadable: Int) {
    if lost > 0 {
      notes.append("\(lost) events were lost by the tracer inside the program: they are counted")
    }
    if let first = unread.first {
      let others = unread.count > 1 ? " (and \(unread.count - 1) more)" : ""
      notes.append("a trace that the program wrote itself is not in this one: \(first)\(others)")
    }
    if unreadable > 0 {
      notes.append("\(unreadable) announcements of the program's own traces could not be read")
    }
    if let first = cut.first {
      let others = cut.count > 1 ? " (and \(cut.count - 1) more)" : ""
      notes.append("a trace that the program wrote itself was cut: \(first)\(others)")
    }
    if malformed > 0 {
      notes.append("\(malformed) events of the program's own traces make no sense: left out")
    }
    if outside > 0 {
      notes.append(
        "\(outside) events of the program's own traces were left out: they lie outside of what "
          + "was recorded, or on threads that an agent tells of")
    }
  }
}

/// Which part of the recording an event of a program's own trace may lie in.
private struct ProgramWindows {
  private let facts: RecordedFacts
  private let deaths: [LaneID: Int64]
  /// A span of the program could not nest with those of the agent there.
  private let agentLanes: Set<LaneID>
  private let children: [Int32: [Int32]]

  init(_ facts: RecordedFacts) {
    self.facts = facts
    deaths = facts.deaths
    agentLanes = facts.agents.processes.reduce(into: []) { lanes, process in
      for event in process.events { lanes.insert(LaneID(process.pid, event.tid)) }
    }
    children = facts.processes.values.reduce(into: [:]) { children, process in
      if let parent = process.parent { children[parent, default: []].append(process.process) }
    }
  }

  /// The end of a lane, in time of the recording.
  func end(of lane: LaneID) -> Int64 {
    // A thread that was sampled may have lived on after it was last seen.
    if lane == facts.commandLane || !facts.hasAllProcesses { return facts.end }
    let process = Int32(exactly: lane.process).flatMap { facts.processes[$0]?.death }
    return max(facts.start, deaths[lane] ?? process ?? facts.end)
  }

  /// In file times; nil where the lane is not one of the program's.
  func window(
    of lane: LaneID, announcedBy announcer: Int32, origin: Int64
  ) -> ClosedRange<Nanoseconds>? {
    guard let process = Int32(exactly: lane.process), process > 0,
      let thread = Int32(exactly: lane.thread), thread > 0, !agentLanes.contains(lane),
      process == announcer || facts.processes[process] != nil || !facts.hasAllProcesses
    else { return nil }
    let first = max(0, facts.start - origin) + 1000
    return Nanoseconds(first)...Nanoseconds(max(first, end(of: lane) - origin + 1000))
  }

  /// The processes and what they started, but for processes that are in a run of their own.
  func descendants(of processes: [Int64], outside owned: Set<Int64>) -> [Int64] {
    var found = processes
    var pending = processes.compactMap { Int32(exactly: $0) }
    var seen = owned
    while let process = pending.popLast() {
      for child in children[process] ?? [] where seen.insert(Int64(child)).inserted {
        found.append(Int64(child))
        pending.append(child)
      }
    }
    return found
  }
}
