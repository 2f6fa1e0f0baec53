import TraceModel

/// A fixed number of threads that take tasks from one queue, first in, first out.
///
/// Without a tracer a task costs one lock to hand over and one to take. A trace
/// shows each thread's start-up, and for every task submission, queue wait,
/// pick-up, body with CPU time, result and collection.
public final class ThreadPool: Sendable {
  private let tracer: Tracer?
  private let queue = Monitor(JobQueue())
  private let threads: Monitor<[SystemThread]>

  private struct JobQueue {
    var jobs = RingQueue<@Sendable () -> Void>()
    var isClosed = false
  }

  /// Starts the threads.
  ///
  /// - Parameters:
  ///   - count: how many tasks run at once, at least 1.
  ///   - name: how the threads are called in the trace, "pool 1", "pool 2", …
  ///   - tracer: where to record; nil gives the plain pool.
  /// - Throws: `ExecutorError` `tooFew`, `tooMany` or `cannotStart`.
  public init(
    threads count: Int, name: String = "pool", tracer: Tracer? = nil
  ) throws(ExecutorError) {
    try ResourceLimits.current().admit(threads: count)
    self.tracer = tracer
    self.threads = Monitor([])
    for number in 1...count {
      do {
        let thread = try ThreadPool.startThread("\(name) \(number)", on: queue, tracer: tracer)
        threads.withLock { $0.append(thread) }
      } catch {
        close()
        throw error
      }
    }
  }

  deinit {
    closeQueue()
    for thread in takeThreads() { thread.detach() }
  }

  /// Hands a task to the pool.
  ///
  /// - Parameters:
  ///   - key: by which a comparison matches this task with the same task under other models.
  ///   - body: the task.
  /// - Returns: the handle that the result comes back through; after `shutDown`
  ///   it fails with `ExecutorError` `shutDown`.
  @discardableResult
  public func submit<R: Sendable>(
    _ key: String, _ body: @escaping @Sendable () throws -> R
  ) -> TaskHandle<R> {
    guard let tracer else {
      let handle = TaskHandle<R>()
      enqueue(for: handle) { handle.complete(Result { try body() }) }
      return handle
    }
    return TaskSubmission.hand(key, to: tracer) { submission, handle in
      { _ in
        self.enqueue(for: handle) { submission.perform(body, handingBackTo: handle) }
      }
    }
  }

  /// Waits for everything submitted, then for the threads to end.
  ///
  /// Later calls return at once.
  @available(*, noasync, message: "blocks the calling thread")
  public func shutDown() {
    let start = tracer.map { _ in Ticks.now() }
    guard close() else { return }
    if let tracer, let start {
      tracer.phase(.teardown, "shut down", from: start, to: Ticks.now())
    }
  }

  /// Whether there was anything to close.
  @discardableResult
  private func close() -> Bool {
    closeQueue()
    let threads = takeThreads()
    for thread in threads { thread.join() }
    return !threads.isEmpty
  }

  private func closeQueue() {
    queue.withLock { $0.isClosed = true }
    queue.broadcast()
  }

  private func takeThreads() -> [SystemThread] {
    threads.withLock { threads in
      defer { threads = [] }
      return threads
    }
  }

  private func enqueue<R>(for handle: TaskHandle<R>, _ job: @escaping @Sendable () -> Void) {
    let isAccepted = queue.withLock { queue in
      guard !queue.isClosed else { return false }
      queue.jobs.append(job)
      return true
    }
    if isAccepted {
      queue.signal()
    } else {
      handle.refuse(.afterShutDown("thread pool"))
    }
  }

  private static func startThread(
    _ name: String, on queue: Monitor<JobQueue>, tracer: Tracer?
  ) throws(ExecutorError) -> SystemThread {
    let requested = tracer.map { _ in Ticks.now() }
    return try SystemThread(named: name) {
      if let tracer, let requested {
        tracer.nameLane(name, roles: .worker)
        tracer.phase(.startup, "start", from: requested, to: Ticks.now())
      }
      while let job = nextJob(from: queue) { job() }
    }
  }

  /// Blocks until there is a job; nil once the queue is closed and empty.
  private static func nextJob(from queue: Monitor<JobQueue>) -> (@Sendable () -> Void)? {
    queue.waitFor { queue -> (@Sendable () -> Void)?? in
      if let job = queue.jobs.popFirst() { return .some(job) }
      return queue.isClosed ? .some(nil) : nil
    }
  }
}
