import TraceModel

/// Turns the records of one process into tasks and steps.
///
/// Nothing here relies on the records making sense: what does not fit is counted.
struct JobHistory {
  private struct State {
    /// Nil for a task that the runtime made for itself, to wait for a time.
    var index: Int?
    /// The step that runs.
    var step: Int?
    /// The last step, while none runs.
    var suspended: Int?
    /// When it was given to an executor since.
    var ready: Int64?
    /// The step of another task that did that.
    var waker: JobStep.Cause?
    /// Whether the step asked to be woken when a time has come.
    var delays = false
    var steps = 0
    /// What its function captured first.
    var captured: UInt64 = 0
  }

  /// Nanoseconds within which the same thread goes on with a task that need not wait after all.
  private static let instant: Int64 = 2000

  private let records: [JobRecord]
  private let names: JobNames
  private var states: [UInt64: State] = [:]
  /// The step that runs on each thread.
  private var running: [Int32: Int] = [:]
  private var tasks: [JobTask] = []
  private var steps: [JobStep] = []
  /// Records that do not fit those before.
  private(set) var senseless = 0

  init(_ records: [JobRecord], _ names: JobNames) {
    // Those of one thread are in order, and stay so.
    self.records = records.sorted { $0.time < $1.time }
    self.names = names
  }

  mutating func process(_ ring: JobRing) -> JobProcess {
    process(ring.process, start: ring.start)
  }

  mutating func process(_ process: Int32, start: Int64) -> JobProcess {
    for record in records {
      switch record.event {
      case .ready: ready(record)
      case .start: begin(record, process)
      case .suspend: suspend(record)
      case .end: end(record)
      case .delay: delay(record)
      }
    }
    return JobProcess(
      process: process, start: min(start, records.first?.time ?? start), tasks: tasks,
      steps: steps.sorted { ($0.start, $1.end ?? .max) < ($1.start, $0.end ?? .max) })
  }

  // MARK: - What a record does

  private mutating func ready(_ record: JobRecord) {
    var state = states[record.task] ?? add(record, maker: record.thread)
    state.ready = record.time
    if let step = running[record.thread], steps[step].task != state.index {
      state.waker = JobStep.Cause(thread: record.thread, time: record.time)
      if let last = state.suspended, steps[last].wait == .join { conclude(step, record) }
    }
    if record.value != 0 { state.captured = record.value }
    states[record.task] = state
  }

  /// Only what ends wakes a task that waits for others: a program that then ends leaves its thread
  /// no time to tell.
  private mutating func conclude(_ step: Int, _ record: JobRecord) {
    steps[step].end = max(steps[step].start, record.time)
    tasks[steps[step].task].end = record.time
  }

  private mutating func begin(_ record: JobRecord, _ process: Int32) {
    let isNew = states[record.task] == nil
    var state = states[record.task] ?? add(record, maker: nil)
    if state.steps == 0 { name(&state, record, isNew: isNew, process) }
    if let open = state.step {
      // Its end was lost.
      senseless += 1
      steps[open].end = max(steps[open].start, record.time)
    }
    if resumes(&state, record) { return }
    if let last = state.suspended, steps[last].wait != nil {
      // Not seen, if it was given to an actor.
      let end = steps[last].end ?? record.time
      steps[last].ready = min(max(state.ready ?? record.time, end), record.time)
    }
    let cause = state.waker ?? state.suspended.flatMap(lastInstant(of:))
    state.suspended = nil
    state.ready = nil
    state.waker = nil
    state.delays = false
    state.step = state.index.map { index in
      steps.append(
        JobStep(
          task: index, thread: record.thread, start: record.time, isFirst: state.steps == 0,
          cause: cause))
      return steps.count - 1
    }
    state.steps += 1
    states[record.task] = state
    running[record.thread] = state.step
  }

  /// Goes on with the last step, where the task was about to wait and need not.
  private mutating func resumes(_ state: inout State, _ record: JobRecord) -> Bool {
    guard let last = state.suspended, state.ready == nil, steps[last].wait != nil,
      steps[last].thread == record.thread, let end = steps[last].end,
      record.time - end < Self.instant
    else { return false }
    steps[last].end = nil
    steps[last].wait = nil
    state.suspended = nil
    state.step = last
    states[record.task] = state
    running[record.thread] = last
    return true
  }

  private mutating func suspend(_ record: JobRecord) {
    guard var state = states[record.task] else {
      senseless += 1
      return
    }
    if let step = close(&state, record) {
      steps[step].wait = reason(record.value, delays: state.delays)
      state.suspended = step
    }
    states[record.task] = state
  }

  private mutating func end(_ record: JobRecord) {
    guard var state = states.removeValue(forKey: record.task) else {
      senseless += 1
      return
    }
    _ = close(&state, record)
    if let index = state.index { tasks[index].end = record.time }
  }

  /// The runtime's own task, which waits for the time, is none of the program's.
  private mutating func delay(_ record: JobRecord) {
    states[record.task]?.delays = true
    if record.value != 0, states[record.value] == nil { states[record.value] = State() }
  }

  private mutating func close(_ state: inout State, _ record: JobRecord) -> Int? {
    guard let step = state.step else {
      if state.index != nil { senseless += 1 }
      return nil
    }
    state.step = nil
    if running[record.thread] == step { running[record.thread] = nil }
    steps[step].end = max(steps[step].start, record.time)
    return step
  }

  /// Where the task goes on from, after a step: its end is no part of it.
  private func lastInstant(of step: Int) -> JobStep.Cause? {
    let (start, end) = (steps[step].start, steps[step].end ?? steps[step].start)
    return JobStep.Cause(thread: steps[step].thread, time: max(start, end &- 1))
  }

  // MARK: - What a task is

  private mutating func add(_ record: JobRecord, maker: Int32?) -> State {
    tasks.append(JobTask(created: record.time, maker: maker))
    return State(index: tasks.count - 1)
  }

  private mutating func name(
    _ state: inout State, _ record: JobRecord, isNew: Bool, _ process: Int32
  ) {
    guard let index = state.index else { return }
    if isNew, names.isRuntime(record.value) {
      // Made to wait for a time that need not be exact.
      tasks.removeLast()
      state.index = nil
      return
    }
    tasks[index].name = names.title(function: record.value, captured: state.captured)
    // Nobody handed it over: the program began with it.
    tasks[index].isMain = isNew && record.thread == process && index == 0
    if tasks[index].isMain, tasks[index].name.isEmpty { tasks[index].name = "main" }
  }

  /// Why the task waits; nil where it is ready at once.
  private func reason(_ place: UInt64, delays: Bool) -> WaitReason? {
    switch names.suspension(at: place) {
    case .hop: nil
    case .tasks: .join
    case .continuation where delays: .sleep
    case .continuation, .unknown: .unknown
    }
  }
}
