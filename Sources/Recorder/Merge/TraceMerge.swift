import TraceFile
import TraceModel

/// Writes what the agents recorded and what the program was into the trace,
/// beside the scheduler's slices that are there already.
struct TraceMerge {
  /// Nanoseconds of the mark that holds the end of an arrow.
  private static let markLength: Int64 = 1000

  let facts: RecordedFacts
  let shape: RunShape
  let programs: ProgramTraces
  private var taskNumbers: [Int64: UInt64] = [:]
  private var nextTask: UInt64 = 1
  private var lanes: LaneTable
  var arrows: ArrowTable
  private var locks: GILWriter
  /// Lanes met, with the names that the program gives them.
  var names: [LaneID: String] = [:]

  init(
    _ facts: RecordedFacts, _ shape: RunShape, _ programs: ProgramTraces = ProgramTraces()
  ) {
    self.facts = facts
    self.shape = shape
    self.programs = programs
    arrows = ArrowTable(after: programs.lastFlow)
    lanes = LaneTable(deaths: facts.deaths)
    locks = GILWriter(facts)
  }

  /// Arrows left out, since one of their ends was not recorded.
  var unpairedArrows: Int { arrows.unpaired }
  /// Arrows that came out pointing back in time, and were made to point at their instant.
  var reversedArrows: Int { arrows.reversed }
  var unfinished: Int { lanes.all.reduce(programs.unfinished) { $0 + $1.nesting.unfinished } }
  var clamped: Int { lanes.all.reduce(0) { $0 + $1.nesting.clamped } }

  /// Writes everything but the metadata.
  mutating func write(to sink: inout TraceSink, cores: Int, title: String) {
    writeRun(to: &sink, cores: cores)
    writeLifetimes(to: &sink)
    for process in facts.agents.processes.sorted(by: { $0.start < $1.start }) {
      write(process, to: &sink)
    }
    writeJobs(to: &sink)
    locks.writeOtherWaits(to: &sink)
    writeArrows(to: &sink)
    writeQuota(to: &sink)
    writeNames(to: &sink, title: title)
  }

  private func writeRun(to sink: inout TraceSink, cores: Int) {
    let run = RunArguments(
      model: shape.model, cores: cores, slots: shape.slots, executors: shape.executors)
    sink.encoder.span(
      "run", Category.run.word, on: facts.commandLane, from: Nanoseconds(facts.start),
      to: Nanoseconds(facts.end), arguments: EventArguments(run: run))
  }

  private mutating func writeArrows(to sink: inout TraceSink) {
    let (window, main) = (facts.start..<facts.end, facts.commandLane)
    var lanes = lanes
    var marked: Set<ArrowTable.End> = []
    arrows.write(to: &sink) { end, isTail, word, sink in
      if end.lane == main, window.contains(end.time) { return end.time }
      let nesting = lanes[lanes.place(of: end.lane)].nesting
      // Results leave with the task that made them.
      let leaves = isTail && word == Category.result.word
      let time = leaves ? nesting.departure(at: end.time) : end.time
      // Viewers drop an end that lies in no span: a mark of its own holds it.
      let gap = nesting.gap(at: time)
      guard gap > 0, marked.insert(end).inserted else { return time }
      sink.encoder.span(
        word, Category.span.word, on: end.lane, from: Nanoseconds(time),
        to: Nanoseconds(time + min(gap, Self.markLength)))
      return time
    }
  }

  /// The task that is a thread's whole life, within the window of the run.
  private mutating func writeLifetimes(to sink: inout TraceSink) {
    for thread in shape.lifetimes {
      let start = max(thread.birth, facts.start)
      let end = max(start, min(thread.death ?? facts.end, facts.end))
      let name = thread.name.isEmpty ? "thread" : thread.name
      sink.encoder.span(
        name, Category.task.word, on: thread.lane, from: Nanoseconds(start), to: Nanoseconds(end),
        arguments: EventArguments(task: freshTask()))
      sink.relieve()
    }
  }

  // MARK: - What the agents recorded

  private mutating func write(_ process: AgentProcess, to sink: inout TraceSink) {
    // After an exec the same process goes on as another program.
    let next = facts.agents.processes.lazy
      .filter { $0.pid == process.pid && $0.start > process.start }.map(\.start).min()
    for (thread, name) in process.threadNames { names[LaneID(process.pid, thread)] = name }
    let main = LaneID(process.pid, process.pid)
    if names[main, default: ""].isEmpty { names[main] = process.name }
    let last = min(facts.processes[process.pid]?.death ?? facts.end, next ?? .max)
    var wait = locks.nextWait(of: process.pid)
    for event in process.events {
      let lane = LaneID(process.pid, event.tid)
      let place = lanes.place(of: lane)
      if !lanes[place].isNamed {
        lanes[place].isNamed = true
        names[lane, default: ""] += ""
      }
      if wait < event.time {
        locks.writeWaits(of: process.pid, before: event.time, to: &sink)
        wait = locks.nextWait(of: process.pid)
      }
      let limit = lanes[place].death.map { min($0, next ?? .max) } ?? last
      write(event, on: lane, limit: limit, to: &sink)
      sink.relieve()
    }
    locks.writeWaits(of: process.pid, before: next ?? .max, to: &sink)
  }

  mutating func write(
    _ event: AgentEvent, on lane: LaneID, limit: Int64, to sink: inout TraceSink
  ) {
    switch event.kind {
    case .span(let span): write(span, event.time, on: lane, limit: limit, to: &sink)
    case .asyncTask(let span): writeAsync(span, .task, event.time, on: lane, limit, to: &sink)
    case .asyncWait(let span): writeAsync(span, .wait, event.time, on: lane, limit, to: &sink)
    case .asyncCall(let span): writeAsync(span, .span, event.time, on: lane, limit, to: &sink)
    case .flowStart(let flow, let id, let task):
      let number = task.map { self.number(of: $0) }
      arrows.addTail(flow.category, id, task: number, ArrowTable.End(lane: lane, time: event.time))
    case .flowEnd(let flow, let id, _):
      arrows.addHead(flow.category, id, ArrowTable.End(lane: lane, time: event.time))
    case .executor: break
    }
  }

  private mutating func write(
    _ span: AgentSpan, _ start: Int64, on lane: LaneID, limit: Int64, to sink: inout TraceSink
  ) {
    // The run's own span is around all others of its lane.
    let isInside = lane == facts.commandLane
    let start = isInside ? min(max(start, facts.start), facts.end) : start
    let limit = isInside ? min(limit, facts.end) : limit
    let end = lanes[lanes.place(of: lane)].nesting.end(of: span, from: start, limit: limit)
    let task = span.category == .task ? span.task.map { number(of: $0) } ?? freshTask() : nil
    var arguments = EventArguments(task: task ?? span.task.map { number(of: $0) }, key: span.key)
    if let bytes = span.bytes { arguments.extra = [JSONMember("bytes", .integer(bytes))] }
    if let place = span.place {
      arguments.extra = [
        JSONMember("chunk", .integer(Int64(clamping: number(of: place.chunk)))),
        JSONMember("item", .string("\(place.item) of \(place.count)")),
      ]
    }
    sink.encoder.span(
      span.name, span.category.word, on: lane, from: Nanoseconds(start), to: Nanoseconds(end),
      arguments: arguments)
  }

  private mutating func writeAsync(
    _ span: AgentSpan, _ category: Category, _ start: Int64, on lane: LaneID, _ limit: Int64,
    to sink: inout TraceSink
  ) {
    let task = span.task.map { number(of: $0) } ?? freshTask()
    let end = max(start, min(span.end ?? limit, limit))
    let arguments =
      category == .task ? EventArguments(task: task, key: span.key) : EventArguments(task: task)
    sink.encoder.asyncSpan(
      span.name, category.word, on: lane, id: task, from: Nanoseconds(start), to: Nanoseconds(end),
      arguments: arguments)
  }

  /// The tasks are numbered in the order in which they are met.
  private mutating func number(of task: Int64) -> UInt64 {
    if let known = taskNumbers[task] { return known }
    let number = freshTask()
    taskNumbers[task] = number
    return number
  }

  private mutating func freshTask() -> UInt64 {
    defer { nextTask += 1 }
    return nextTask
  }
}

// MARK: - Names

extension TraceMerge {
  /// Text of a process's name, which viewers show in full.
  private static let longestTitle = 100

  private func writeNames(to sink: inout TraceSink, title: String) {
    var lanes: [LaneID: String] = [:]
    for (lane, name) in names { lanes[lane] = name }
    // The program knows best what its threads are for.
    for (lane, told) in programs.lanes {
      lanes[lane, default: ""] += ""
      // What the tracer calls a thread without a name says less than the kernel does.
      if !told.name.isEmpty, told.name != "thread \(lane.thread)" { lanes[lane] = told.name }
    }
    // There even when nothing else is known.
    lanes[facts.commandLane, default: ""] += ""
    for thread in facts.threads where lanes[thread.lane, default: ""].isEmpty {
      lanes[thread.lane] = thread.name
    }
    for lane in locks.lanes { lanes[lane, default: ""] += "" }
    for thread in facts.threads { writeLife(thread, to: &sink) }
    let sorted = lanes.keys.sorted()
    for row in locks.writeHolds(names: lanes, to: &sink) {
      sink.encoder.laneName("GIL, held while others wait", roles: .other, on: row)
      sink.encoder.laneSortIndex(2 * sorted.count, on: row)
    }
    for (index, lane) in sorted.enumerated() {
      let given = lanes[lane] ?? ""
      let name = given.isEmpty ? "thread \(lane.thread)" : given
      let told = programs.lanes[lane]?.roles ?? []
      sink.encoder.laneName(
        name, roles: told.isEmpty ? shape.roles[lane] ?? .other : told, on: lane)
      sink.encoder.laneSortIndex(2 * index, on: lane)
      guard facts.hasTimeline else { continue }
      sink.encoder.laneName("\(name) (kernel)", roles: [], on: lane.scheduler)
      sink.encoder.laneSortIndex(2 * index + 1, on: lane.scheduler)
      sink.relieve()
    }
    for process in Set(sorted.map(\.process)).sorted() {
      sink.encoder.processName(self.title(of: process, command: title), process: process)
    }
  }

  private func writeLife(_ thread: RecordedThread, to sink: inout TraceSink) {
    // Sampled, it may have begun earlier and ended later: the program's own spans tell better.
    guard facts.hasAllProcesses || programs.lanes[thread.lane] == nil else { return }
    let birth = max(thread.birth, facts.start)
    sink.encoder.instant("birth", Category.lane.word, on: thread.lane, at: Nanoseconds(birth))
    if let death = thread.death {
      sink.encoder.instant("death", Category.lane.word, on: thread.lane, at: Nanoseconds(death))
    }
    sink.relieve()
  }

  private func title(of process: Int64, command: String) -> String {
    if process == Int64(facts.command) { return String(command.prefix(Self.longestTitle)) }
    let agent = facts.agents.processes.last { Int64($0.pid) == process }
    if let name = agent?.name, !name.isEmpty, name != "MainProcess" { return name }
    if let line = agent?.commandLine, !line.isEmpty {
      return String(line.prefix(Self.longestTitle))
    }
    if let name = programs.processNames[process], !name.isEmpty {
      return String(name.prefix(Self.longestTitle))
    }
    let name = Int32(exactly: process).flatMap { facts.processes[$0]?.name } ?? ""
    return name.isEmpty ? "process \(process)" : name
  }
}
