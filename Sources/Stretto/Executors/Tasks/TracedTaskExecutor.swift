import TraceModel

/// Any task executor, with the steps it runs recorded: Swift's global concurrent
/// executor unless another is given.
///
/// ```swift
/// let executor = TracedTaskExecutor(wrapping: myExecutor, tracer: tracer)
/// ```
///
/// The wrapped executor still decides where and when: each job travels there in
/// a carrier job of the same priority, which runs it and records it. The carrier
/// is a task of its own, about a microsecond; an actor hop that the wrapped
/// executor would do in place becomes a job. Without a tracer, tasks run on the
/// wrapped executor itself, with no carrier.
public final class TracedTaskExecutor: TaskExecutor, TracedExecutor {
  /// Where it records; nil for none.
  public let tracer: Tracer?
  private let base: any TaskExecutor
  private let lanes: LaneNaming
  private let inFlight = InFlight()

  /// Wraps an executor.
  ///
  /// - Parameters:
  ///   - base: the executor that runs the jobs.
  ///   - name: how its threads are called in the trace, "tasks 1", "tasks 2", …
  ///   - tracer: where to record; nil for none.
  public init(
    wrapping base: any TaskExecutor = globalConcurrentExecutor, name: String = "tasks",
    tracer: Tracer? = nil
  ) {
    self.base = base
    lanes = LaneNaming(name, roles: .loop)
    self.tracer = tracer
  }

  /// The executor that tasks are started on: the wrapped one when nothing is recorded.
  public var preference: any TaskExecutor { tracer == nil ? base : self }

  /// Takes one part of an async task to run; the runtime calls it.
  public func enqueue(_ job: consuming ExecutorJob) {
    guard let tracer else { return base.enqueue(job) }
    let priority = TaskPriority(rawValue: job.priority.rawValue)
    let queued = QueuedJob(traced: UnownedJob(job))
    inFlight.begin()
    Task.detached(executorPreference: base, priority: priority) { [self] in
      lanes.announceThread(to: tracer)
      let executor = unsafe asUnownedTaskExecutor()
      StepRecorder(tracer: tracer).step(queued) { unsafe $0.runSynchronously(on: executor) }
      inFlight.end()
    }
  }

  /// Starts an async task.
  ///
  /// - Parameters:
  ///   - key: by which a comparison matches this task with the same task under other models.
  ///   - body: the task.
  /// - Returns: the handle that the result comes back through.
  @discardableResult
  public func submit<R: Sendable>(
    _ key: String, _ body: @escaping @Sendable () async throws -> R
  ) -> TaskHandle<R> {
    inFlight.begin()
    return start(key, body) { [inFlight] in inFlight.end() }
  }

  /// Waits until every task submitted here has ended and every step is recorded.
  ///
  /// The wrapped executor goes on; this one can be used again.
  @available(*, noasync, message: "blocks the calling thread")
  public func shutDown() {
    let start = Ticks.now()
    inFlight.wait()
    tracer?.phase(.teardown, "shut down", from: start, to: .now())
  }
}

extension Tracer {
  /// Wraps any task executor so that its steps are recorded here.
  public func executor(
    wrapping base: any TaskExecutor = globalConcurrentExecutor, name: String = "tasks"
  ) -> TracedTaskExecutor {
    TracedTaskExecutor(wrapping: base, name: name, tracer: self)
  }
}
