import Glibc
import TraceModel

/// A fixed number of worker processes that take tasks from one queue, first in, first out.
///
/// The workers are this program, started again: its `main` must call
/// `ProcessWorker.takeOverIfSpawned(serving:)` first. A worker that crashes
/// fails the task it had, and is replaced. A trace shows each worker as a
/// process of its own, with start-up, pick-up, decoding, body and encoding.
public final class ProcessPool: Sendable {
  let tracer: Tracer?
  let state: Monitor<PoolState>
  private let collector: EventCollector?
  private let feeders: Monitor<[SystemThread]>

  /// Starts the worker processes and waits until the first of them is ready.
  ///
  /// - Parameters:
  ///   - workers: how many tasks run at once, at least 1.
  ///   - timeout: how long a task may take; its worker is killed then. Nil: for ever.
  ///   - tracer: where to record; nil gives the plain pool.
  /// - Throws: `ExecutorError` `tooFew`, `tooMany`, `cannotStart`, `nestedPool`
  ///   or `noHello`.
  public convenience init(
    workers: Int, timeout: Duration? = nil, tracer: Tracer? = nil
  ) throws(ExecutorError) {
    try self.init(workers: workers, timeout: timeout, startTimeout: .seconds(10), tracer: tracer)
  }

  /// As the public one, and how long a worker may take to say hello.
  package convenience init(
    workers: Int, timeout: Duration? = nil, startTimeout: Duration, tracer: Tracer? = nil
  ) throws(ExecutorError) {
    ProcessWorker.endIfForgotten()
    try self.init(
      workers: workers, timeout: timeout, startTimeout: startTimeout,
      executable: "/proc/self/exe", tracer: tracer)
  }

  package init(
    workers: Int, timeout: Duration?, startTimeout: Duration, executable: String,
    tracer: Tracer?
  ) throws(ExecutorError) {
    if ProcessWorker.isActive { throw .nestedPool }
    try ResourceLimits.current().admit(processes: workers)
    let start = Ticks.now()
    self.tracer = tracer
    state = Monitor(PoolState(feeders: workers))
    feeders = Monitor([])
    if let tracer { collector = try EventCollector(tracer: tracer) } else { collector = nil }
    let spawner = WorkerSpawner(executable: executable, tracer: tracer)
    for number in 1...workers {
      let feeder = WorkerFeeder(
        number: number, pool: state, spawner: spawner, collector: collector,
        timeouts: (timeout?.clampedNanoseconds, startTimeout.clampedNanoseconds))
      do {
        try launch(feeder)
      } catch {
        abandon()
        throw error
      }
    }
    do {
      try state.waitFor { $0.start }.get()
    } catch {
      abandon()
      throw error
    }
    tracer?.phase(.startup, "start workers", from: start, to: .now())
  }

  deinit {
    state.withLock { $0.close() }
    state.broadcast()
    for feeder in takeFeeders() { feeder.detach() }
  }

  private func launch(_ feeder: WorkerFeeder) throws(ExecutorError) {
    let worker = try feeder.start()
    let thread: SystemThread
    do {
      thread = try SystemThread(named: "feeder \(feeder.number)") { feeder.run(worker) }
    } catch {
      feeder.dismiss(worker)
      throw error
    }
    feeders.withLock { $0.append(thread) }
  }

  /// Waits for everything submitted, then for the worker processes to end.
  ///
  /// Later calls return at once.
  @available(*, noasync, message: "blocks the calling thread")
  public func shutDown() {
    let start = Ticks.now()
    state.withLock { $0.close() }
    state.broadcast()
    guard join() else { return }
    tracer?.phase(.teardown, "shut down", from: start, to: .now())
  }

  /// Ends a pool that did not start.
  private func abandon() {
    state.withLock { $0.abort() }
    state.broadcast()
    _ = join()
    collector?.finish()
  }

  /// False when it was done before.
  private func join() -> Bool {
    let threads = takeFeeders()
    for thread in threads { thread.join() }
    guard !threads.isEmpty else { return false }
    collector?.finish()
    return true
  }

  private func takeFeeders() -> [SystemThread] {
    feeders.withLock { threads in
      defer { threads = [] }
      return threads
    }
  }
}
