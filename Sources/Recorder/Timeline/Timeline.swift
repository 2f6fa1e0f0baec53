import TraceModel

/// Turns the kernel's records into intervals: per thread run, ready and block,
/// without a gap from its birth to its death.
///
/// Birth is the fork record (the thread is ready from then on), death the exit
/// record. A thread that forks a process passes its name on; an exec replaces
/// it. What lost records make doubtful is left out and counted in `anomalies`.
package struct Timeline: Sendable {
  private struct State: Sendable {
    var thread: RecordedThread
    var scheduling: SchedulingState?
    var cpu: Int32?
    var since: Int64
    /// Why it is off the CPU, or is about to be.
    var reason: WaitReason?
  }

  /// Nanoseconds that looking up a reason takes at most, with room to spare.
  private static let lookupTime: Int64 = 5_000_000

  private var live: [Int32: State] = [:]
  private var runtimes = PythonRuntimes()
  private var gone: Set<Int32> = []
  private var living: [Int32: Int] = [:]
  /// Threads that have died, in the order of their deaths.
  private var finished: [RecordedThread] = []
  package private(set) var processes: [Int32: RecordedProcess] = [:]
  /// Records that the kernel could not store.
  package private(set) var lost = 0
  /// Switches that cannot follow what came before.
  package private(set) var anomalies = 0
  package private(set) var sliceCount = 0
  /// Nanoseconds that threads were blocked, and those of them whose reason is known.
  package private(set) var blocked: Int64 = 0
  package private(set) var explained: Int64 = 0
  package private(set) var recordCount = 0
  /// The first record's time.
  package private(set) var start: Int64?

  package init() {}

  /// Every thread met, the dead first.
  package var threads: [RecordedThread] {
    finished + live.values.map(\.thread).sorted { $0.birth < $1.birth }
  }
  /// Those alive, in no order.
  var liveThreads: [(process: Int32, thread: Int32)] {
    live.values.map { ($0.thread.process, $0.thread.thread) }
  }
  package var liveThreadCount: Int { live.count }
  package var liveProcesses: [RecordedProcess] { processes.values.filter { $0.death == nil } }

  /// Takes a record; records come in the order of their times.
  package mutating func feed(_ record: PerfRecord, _ emit: (SchedulingSlice) -> Void) {
    recordCount += 1
    if case .lost(let count) = record.kind {
      lost += count
      return
    }
    if case .waking = record.kind {
      wake(record, emit)
      return
    }
    if start == nil { start = record.time }
    switch record.kind {
    case .lost, .sample, .waking: break
    case .mapping(let mapping): runtimes.map(mapping, process: record.process)
    case .blocking(let blocking):
      let reason = reason(of: blocking, process: record.process)
      live[record.thread]?.reason = reason
    case .waits(let blocking): explain(record, blocking)
    case .fork(let process, let thread): fork(record, process, thread)
    case .exit: exit(record, emit)
    case .name(let name, let isExec): rename(record, name, isExec: isExec)
    case .switchIn, .switchOut: change(record, emit)
    }
  }

  /// Closes what is still open.
  package mutating func finish(at end: Int64, _ emit: (SchedulingSlice) -> Void) {
    for thread in live.keys.sorted() {
      guard var state = live[thread] else { continue }
      close(&state, at: end, emit)
      state.since = max(state.since, end)
      live[thread] = state
    }
  }
}

// MARK: - What a record does

extension Timeline {
  private mutating func fork(_ record: PerfRecord, _ process: Int32, _ thread: Int32) {
    gone.remove(record.thread)
    runtimes.fork(record.process, from: process)
    let maker = LaneID(process: Int64(process), thread: Int64(thread))
    let name = live[thread]?.thread.name ?? processes[process]?.name ?? ""
    let born = RecordedThread(
      process: record.process, thread: record.thread, name: name, birth: record.time, maker: maker)
    add(born, scheduling: .ready, parent: record.process == process ? nil : process)
  }

  private mutating func add(
    _ thread: RecordedThread, scheduling: SchedulingState?, cpu: Int32? = nil, parent: Int32?
  ) {
    live[thread.thread] = State(
      thread: thread, scheduling: scheduling, cpu: cpu, since: thread.birth)
    living[thread.process, default: 0] += 1
    let known = processes[thread.process]
    guard known == nil || known?.death != nil && thread.isMain else { return }
    processes[thread.process] = RecordedProcess(
      process: thread.process, parent: parent, name: thread.name, birth: thread.birth)
  }

  private mutating func exit(_ record: PerfRecord, _ emit: (SchedulingSlice) -> Void) {
    guard var state = live.removeValue(forKey: record.thread) else {
      anomalies += 1
      return
    }
    close(&state, at: record.time, emit)
    state.thread.death = record.time
    finished.append(state.thread)
    gone.insert(record.thread)
    let process = state.thread.process
    let left = (living[process] ?? 1) - 1
    living[process] = left > 0 ? left : nil
    guard left <= 0 else { return }
    processes[process]?.death = record.time
    runtimes.forget(process)
  }

  private mutating func rename(_ record: PerfRecord, _ name: String, isExec: Bool) {
    if live[record.thread] == nil {
      // The first record of all: the command's own exec, while it runs.
      gone.remove(record.thread)
      let thread = RecordedThread(
        process: record.process, thread: record.thread, name: name, birth: record.time)
      add(thread, scheduling: .run, cpu: record.cpu, parent: nil)
    }
    live[record.thread]?.thread.name = name
    guard isExec || record.thread == record.process else { return }
    processes[record.process]?.name = name
    guard isExec else { return }
    processes[record.process]?.executions += 1
    runtimes.forget(record.process)
  }

  private mutating func change(_ record: PerfRecord, _ emit: (SchedulingSlice) -> Void) {
    guard !gone.contains(record.thread) else {
      anomalies += 1
      return
    }
    if live[record.thread] == nil {
      // Its fork record was lost.
      anomalies += 1
      let thread = RecordedThread(
        process: record.process, thread: record.thread,
        name: processes[record.process]?.name ?? "", birth: record.time)
      add(thread, scheduling: nil, parent: nil)
    }
    guard var state = live[record.thread] else { return }
    let isIn = record.kind == .switchIn
    let isExpected = (state.scheduling == .run) != isIn
    if !isExpected, state.scheduling != nil {
      // A record between these two was lost: nobody knows when it changed.
      anomalies += 1
      state.scheduling = nil
    }
    close(&state, at: record.time, emit)
    state.since = record.time
    state.cpu = isIn ? record.cpu : nil
    state.scheduling =
      isIn ? .run : record.kind == .switchOut(isPreempted: true) ? .ready : .block
    // A sample belongs to the switch right behind it.
    if state.scheduling != .block { state.reason = nil }
    live[record.thread] = state
  }

  /// A blocked thread is ready from now on; of others' threads nothing is known here.
  private mutating func wake(_ record: PerfRecord, _ emit: (SchedulingSlice) -> Void) {
    guard var state = live[record.thread], state.scheduling == .block else { return }
    close(&state, at: record.time, emit)
    state.since = max(state.since, record.time)
    state.scheduling = .ready
    state.reason = nil
    live[record.thread] = state
  }

  /// A reason that was looked up while the thread was blocked.
  ///
  /// Not for a block that only just began: it may have been the one before that was seen.
  private mutating func explain(_ record: PerfRecord, _ blocking: Blocking) {
    guard let state = live[record.thread], state.scheduling == .block, state.reason == nil,
      record.time - state.since > Self.lookupTime
    else { return }
    let reason = reason(of: blocking, process: record.process)
    live[record.thread]?.reason = reason
  }

  private mutating func reason(of blocking: Blocking, process: Int32) -> WaitReason? {
    if let futex = blocking.futex, runtimes.contains(futex, process: process) { return .gil }
    return blocking.reason
  }

  /// Ends the interval that is open, where its state is known.
  private mutating func close(
    _ state: inout State, at end: Int64, _ emit: (SchedulingSlice) -> Void
  ) {
    guard let scheduling = state.scheduling else { return }
    guard end > state.since else {
      if end < state.since { anomalies += 1 }
      return
    }
    if scheduling == .run { state.thread.onCPU += end - state.since }
    if scheduling == .block {
      blocked += end - state.since
      if state.reason != nil { explained += end - state.since }
    }
    sliceCount += 1
    emit(
      SchedulingSlice(
        lane: state.thread.lane, state: scheduling, cpu: state.cpu, start: state.since, end: end,
        reason: scheduling == .block ? state.reason : nil))
  }
}
