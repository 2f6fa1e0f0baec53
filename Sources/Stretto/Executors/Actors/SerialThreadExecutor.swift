import TraceModel

/// One thread that runs the jobs of actors, and of async tasks, in order.
///
/// ```swift
/// actor Account {
///   nonisolated let executor: SerialThreadExecutor
///   nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
/// }
/// ```
///
/// A trace shows what runs on the thread as steps. Calls made in tasks that
/// `submit` started belong to those tasks; others show as steps of no task.
/// Optimised code leaves out hops between calls to the same executor, so never
/// compare numbers of steps across optimisation levels.
///
/// The thread lives until `shutDown()`.
public final class SerialThreadExecutor: SerialExecutor, TracedExecutor {
  /// Where it records; nil for a plain executor.
  public let tracer: Tracer?
  private let thread: SerialThread
  private let tasks: SerialThreadTasks
  private let inFlight = InFlight()

  /// Starts the thread.
  ///
  /// - Parameters:
  ///   - name: how the thread is called in the trace.
  ///   - tracer: where to record; nil gives the plain executor.
  /// - Throws: `ExecutorError` `cannotStart`.
  public init(name: String = "actor", tracer: Tracer? = nil) throws(ExecutorError) {
    self.tracer = tracer
    thread = try SerialThread(name: name, tracer: tracer)
    tasks = SerialThreadTasks(thread)
  }

  /// What tasks are started on: the same thread.
  public var preference: any TaskExecutor { tasks }

  /// Takes one job of an actor to run; the runtime calls it.
  public func enqueue(_ job: consuming ExecutorJob) {
    thread.enqueue(UnownedJob(job), as: unsafe .actor(asUnownedSerialExecutor()))
  }

  /// Starts an async task whose parts run on this executor's thread, as do the
  /// calls it makes to actors of this executor.
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

  /// Waits for every submitted task and every job enqueued, then for the thread to end.
  ///
  /// A job that comes later still runs, one at a time, on a thread of its own.
  @available(*, noasync, message: "blocks the calling thread")
  public func shutDown() {
    let start = Ticks.now()
    inFlight.wait()
    guard thread.close() else { return }
    tracer?.phase(.teardown, "shut down", from: start, to: .now())
  }
}

/// The side of a serial thread that runs tasks outside any actor.
///
/// Apart from the actors' side, so that a task that is in no actor is not taken
/// to be isolated, which would cost it a hop to leave.
final class SerialThreadTasks: TaskExecutor {
  private let thread: SerialThread

  init(_ thread: SerialThread) { self.thread = thread }

  func enqueue(_ job: consuming ExecutorJob) {
    thread.enqueue(UnownedJob(job), as: unsafe .task(asUnownedTaskExecutor()))
  }
}
