import CThreadState
import TraceModel

/// One thread that runs the steps of async tasks and waits for descriptors and
/// timers in between.
///
/// A `TaskExecutor`: what a submitted task awaits runs here too, as do its child
/// tasks. A body that blocks the thread blocks every other task. A trace shows
/// each task as an async span, its steps on the loop's thread, and what it
/// waited for: `io` and `sleep` when it waited through the loop, or the reason
/// it declared with `tracer.waiting`.
///
/// The loop lives until `shutDown()`.
public final class EventLoop: TaskExecutor, TracedExecutor {
  /// Where it records; nil for a plain loop.
  public let tracer: Tracer?
  let state: Monitor<LoopState>
  let poller: LoopPoller
  private let thread = Monitor<SystemThread?>(nil)

  /// Starts the loop's thread.
  ///
  /// - Parameters:
  ///   - name: how the thread is called in the trace.
  ///   - limit: how many submitted tasks may be in flight; more wait their turn. Nil: no limit.
  ///   - tracer: where to record; nil gives the plain loop.
  /// - Throws: `ExecutorError` `tooFew` or `cannotStart`.
  public init(
    name: String = "loop", limit: Int? = nil, tracer: Tracer? = nil
  ) throws(ExecutorError) {
    if let limit, limit < 1 { throw .tooFew("tasks in flight", asked: limit) }
    self.tracer = tracer
    state = Monitor(LoopState(limit: limit))
    poller = try LoopPoller()
    let requested = Ticks.now()
    let thread = try SystemThread(named: name) { [self] in
      if let tracer {
        tracer.nameLane(name, roles: .loop)
        tracer.phase(.startup, "start", from: requested, to: Ticks.now())
      }
      run()
    }
    self.thread.withLock { $0 = thread }
  }

  /// What tasks are started on: the loop itself.
  public var preference: any TaskExecutor { self }

  /// Takes one part of an async task to run; the runtime calls it.
  public func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    let queued = tracer == nil ? QueuedJob(plain: job) : QueuedJob(traced: job)
    let (isAccepted, isAsleep) = state.withLock { state in
      (state.accept(queued), state.isAsleep.take())
    }
    // A part of a task that outlives the loop must run somewhere.
    guard isAccepted else { return globalConcurrentExecutor.enqueue(ExecutorJob(job)) }
    if isAsleep { poller.wake() }
  }

  /// Waits for everything submitted, then for the thread to end.
  ///
  /// Later calls return at once. Never call it from a task of this loop.
  @available(*, noasync, message: "blocks the calling thread")
  public func shutDown() {
    let start = Ticks.now()
    state.withLock { $0.isClosing = true }
    poller.wake()
    guard let thread = thread.withLock({ $0.take() }) else { return }
    thread.join()
    tracer?.phase(.teardown, "shut down", from: start, to: Ticks.now())
  }
}

extension Bool {
  /// Its value; false afterwards.
  fileprivate mutating func take() -> Bool {
    defer { self = false }
    return self
  }
}
