import TraceFile
import TraceModel

/// Async tasks of Swift programs in the trace: their lives, steps and waits.
extension TraceMerge {
  mutating func writeJobs(to sink: inout TraceSink) {
    var counted: Int64 = 0
    for process in facts.jobs.processes {
      // Apart from the numbers of other agents' tasks.
      let numbers = process.tasks.indices.map { -1 - counted - Int64($0) }
      counted += Int64(numbers.count)
      nameLanes(of: process)
      write(process, numbers, to: &sink)
    }
  }

  private mutating func write(
    _ process: JobProcess, _ numbers: [Int64], to sink: inout TraceSink
  ) {
    // After an exec the same process goes on as another program.
    let next =
      facts.jobs.processes.lazy
      .filter { $0.process == process.process && $0.start > process.start }.map(\.start).min()
    let deaths = facts.deaths
    let last = min(facts.processes[process.process]?.death ?? facts.end, next ?? .max)
    for step in process.steps {
      let lane = LaneID(process.process, step.thread)
      let limit = min(deaths[lane] ?? last, last)
      let task = process.tasks[step.task]
      let isCounted = process.isCounted(step.task)
      if step.isFirst, isCounted {
        begin(task, numbers[step.task], step, process.process, last, to: &sink)
      }
      var span = AgentSpan(
        category: isCounted ? .step : .span, name: task.title, end: step.end)
      if isCounted {
        span.task = numbers[step.task]
      } else {
        follow(step, .step(of: numbers[step.task], at: step.start), process.process)
      }
      write(
        AgentEvent(time: step.start, tid: step.thread, kind: .span(span)), on: lane, limit: limit,
        to: &sink)
      if isCounted, let reason = step.wait, let end = step.end, step.ready ?? .max > end {
        let wait = AgentSpan(
          category: .wait, name: reason.word, end: step.ready, task: numbers[step.task])
        write(
          AgentEvent(time: end, tid: step.thread, kind: .asyncWait(wait)), on: lane, limit: last,
          to: &sink)
      }
      sink.relieve()
    }
    writeUnbegun(process, numbers, last, to: &sink)
  }

  /// Tasks that were made and never ran.
  private mutating func writeUnbegun(
    _ process: JobProcess, _ numbers: [Int64], _ last: Int64, to sink: inout TraceSink
  ) {
    let begun = Set(process.steps.map(\.task))
    for (index, task) in process.tasks.enumerated() where !begun.contains(index) {
      guard let maker = task.maker else { continue }
      let span = AgentSpan(
        category: .task, name: task.title, end: task.end, task: numbers[index], key: task.title)
      write(
        AgentEvent(time: task.created, tid: maker, kind: .asyncTask(span)),
        on: LaneID(process.process, maker), limit: last, to: &sink)
      sink.relieve()
    }
  }

  /// Writes a task's life, and the arrow from where it was made to its first step.
  private mutating func begin(
    _ task: JobTask, _ number: Int64, _ step: JobStep, _ process: Int32, _ last: Int64,
    to sink: inout TraceSink
  ) {
    let lane = LaneID(process, step.thread)
    let span = AgentSpan(
      category: .task, name: task.title, end: task.end, task: number, key: task.title)
    write(
      AgentEvent(time: task.created, tid: step.thread, kind: .asyncTask(span)), on: lane,
      limit: last, to: &sink)
    guard let maker = task.maker else { return }
    let id = ArrowID.task(number)
    write(
      AgentEvent(
        time: task.created, tid: maker, kind: .flowStart(flow: .submit, id: id, task: number)),
      on: LaneID(process, maker), limit: last, to: &sink)
    write(
      AgentEvent(
        time: step.start, tid: step.thread, kind: .flowEnd(flow: .submit, id: id, task: number)),
      on: lane, limit: last, to: &sink)
  }

  /// The program's own course goes from thread to thread: an arrow leads to where it goes on.
  private mutating func follow(_ step: JobStep, _ id: ArrowID, _ process: Int32) {
    guard let cause = step.cause else { return }
    let (tail, head) = (LaneID(process, cause.thread), LaneID(process, step.thread))
    arrows.addTail(.dep, id, task: nil, ArrowTable.End(lane: tail, time: cause.time))
    arrows.addHead(.dep, id, ArrowTable.End(lane: head, time: step.start))
  }

  /// The threads of Swift's pool are called like their process: they get numbers.
  private mutating func nameLanes(of process: JobProcess) {
    let known = facts.threads.filter { $0.process == process.process }
    let given = Dictionary(known.map { ($0.thread, $0.name) }, uniquingKeysWith: { $1 })
    let own = facts.processes[process.process]?.name ?? ""
    var number = 0
    for step in process.steps {
      let lane = LaneID(process.process, step.thread)
      guard names[lane] == nil else { continue }
      let name = given[step.thread] ?? ""
      let isNameless = name.isEmpty || name == own
      if isNameless, step.thread != process.process { number += 1 }
      names[lane] = isNameless && step.thread != process.process ? "tasks \(number)" : ""
    }
  }
}

extension JobTask {
  /// What it is called in the trace.
  fileprivate var title: String { name.isEmpty ? "task" : name }
}
