import Analysis
import TraceFile
import TraceModel

@testable import Recorder

/// Facts made by hand, written as a recording writes them, and read back.
struct MergedTrace {
  let shape: RunShape
  let merge: TraceMerge
  let trace: Trace
  let run: RunAnalysis?

  /// Times are nanoseconds after 1 s; the command is process 1, from 0 to `end`.
  init(
    end: Int64, threads: [RecordedThread] = [], processes: [RecordedProcess] = [],
    slices: [SchedulingSlice] = [], agents: [AgentProcess] = [], hasTimeline: Bool = true
  ) throws {
    let scratch = Scratch()
    let path = scratch.file("merged.json.gz")
    let facts = RecordedFacts(
      command: 1, start: 0, end: end, threads: threads,
      processes: Dictionary(processes.map { ($0.process, $0) }) { $1 },
      agents: AgentRecords(processes: agents), hasTimeline: hasTimeline)
    shape = RunShape(facts, AgentSums(facts.agents))
    var merge = TraceMerge(facts, shape)
    var sink = try TraceSink(creating: path, overwriting: false, origin: 0)
    for slice in slices { sink.append(slice) }
    merge.write(to: &sink, cores: 2, title: "app --option")
    var metadata = TraceMetadata()
    let known = processes.map { Int64($0.process) } + agents.map { Int64($0.pid) }
    metadata.runs = [
      TraceRun(run: "run 1", model: shape.model, processes: Set(known + [1]).sorted())
    ]
    try sink.seal([metadata.member()])
    self.merge = merge
    trace = try TraceReader.read(path: path)
    run = try Analysis.analyse(trace).first
  }

  func spans(_ category: Category) -> [String] {
    trace.spans.indices.map { trace.spans[$0] }.filter { $0.category == category }.map { span in
      let lane = trace.lanes[Int(span.lane)].id
      return "\(trace.names[span.name]) on \(lane.process)/\(lane.thread) "
        + "\(span.start.count - 1000)-\(span.end.count - 1000)"
    }.sorted()
  }

  func roles(_ process: Int64, _ thread: Int64) -> [String] {
    trace.lanes.first { $0.id == LaneID(process: process, thread: thread) }?.roles.words ?? []
  }

  func name(_ process: Int64, _ thread: Int64) -> String? {
    trace.lanes.first { $0.id == LaneID(process: process, thread: thread) }?.name
  }
}

extension RecordedThread {
  /// A thread of the command, or another process's main thread where the numbers are equal.
  init(_ process: Int32, _ thread: Int32, _ name: String = "app", _ birth: Int64, _ death: Int64?) {
    self.init(process: process, thread: thread, name: name, birth: birth)
    self.death = death
  }
}

extension AgentEvent {
  static func span(
    _ category: Category, _ name: String, on thread: Int32, _ start: Int64, _ end: Int64?,
    task: Int64? = nil, key: String? = nil
  ) -> AgentEvent {
    AgentEvent(
      time: start, tid: thread,
      kind: .span(AgentSpan(category: category, name: name, end: end, task: task, key: key)))
  }

  static func async(_ name: String, on thread: Int32, _ start: Int64, _ end: Int64?, task: Int64)
    -> AgentEvent
  {
    AgentEvent(
      time: start, tid: thread,
      kind: .asyncTask(
        AgentSpan(category: .task, name: name, end: end, task: task, key: name)))
  }
}
