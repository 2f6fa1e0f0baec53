import TraceModel

/// A thread that runs jobs one at a time: the engine of `SerialThreadExecutor`.
final class SerialThread: Sendable {
  /// As what a job runs; safe while the executor lives, which its jobs see to.
  @safe enum Role: Sendable {
    case actor(UnownedSerialExecutor)
    case task(UnownedTaskExecutor)
  }

  private struct Entry {
    let queued: QueuedJob
    let role: Role
  }

  private struct State {
    var entries = RingQueue<Entry>()
    var isClosing = false
    /// The thread that runs the jobs, until it has been joined.
    var thread: SystemThread?
    /// Whether a thread takes jobs; after the shut-down none does until a job comes.
    var isRunning = true
  }

  private let name: String
  private let tracer: Tracer?
  private let state = Monitor(State())

  init(name: String, tracer: Tracer?) throws(ExecutorError) {
    self.name = name
    self.tracer = tracer
    let thread = try startThread()
    state.withLock { $0.thread = thread }
  }

  func enqueue(_ job: UnownedJob, as role: Role) {
    let queued = tracer == nil ? QueuedJob(plain: job) : QueuedJob(traced: job)
    let mustStart = state.withLock { state in
      state.entries.append(Entry(queued: queued, role: role))
      defer { state.isRunning = true }
      return !state.isRunning
    }
    state.signal()
    guard mustStart else { return }
    // An actor's isolation must hold after the shut-down too: one thread at a time.
    if let thread = try? startThread() { thread.detach() } else { runJobs() }
  }

  /// Lets the thread end once the queue is empty, and waits for it; false when it was done before.
  func close() -> Bool {
    let thread = state.withLock { state in
      state.isClosing = true
      return state.thread.take()
    }
    state.broadcast()
    thread?.join()
    return thread != nil
  }

  private func startThread() throws(ExecutorError) -> SystemThread {
    let requested = Ticks.now()
    return try SystemThread(named: name) { [self] in
      if let tracer {
        tracer.nameLane(name, roles: .loop)
        tracer.phase(.startup, "start", from: requested, to: .now())
      }
      runJobs()
    }
  }

  private func runJobs() {
    while let entry = nextEntry() {
      if let tracer {
        StepRecorder(tracer: tracer).step(entry.queued) { entry.role.run($0) }
      } else {
        entry.role.run(entry.queued.job)
      }
    }
  }

  private func nextEntry() -> Entry? {
    state.waitFor { state -> Entry?? in
      if let entry = state.entries.popFirst() { return .some(entry) }
      guard state.isClosing else { return nil }
      state.isRunning = false
      return .some(nil)
    }
  }
}

extension SerialThread.Role {
  fileprivate func run(_ job: UnownedJob) {
    switch self {
    case .actor(let executor): unsafe job.runSynchronously(on: executor)
    case .task(let executor): unsafe job.runSynchronously(on: executor)
    }
  }
}
