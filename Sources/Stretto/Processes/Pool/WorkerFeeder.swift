import CClock
import Glibc
import TraceModel

/// Brings tasks to one worker process and its results back; replaces a worker that ends.
struct WorkerFeeder: Sendable {
  let number: Int
  let pool: Monitor<PoolState>
  let spawner: WorkerSpawner
  let collector: EventCollector?
  /// How long a task may take, and how long a worker may take to say hello.
  let timeouts: (task: Int64?, start: Int64)

  private var tracer: Tracer? { spawner.tracer }

  /// The feeder's thread.
  func run(_ first: WorkerProcess) {
    PipeSignal.blockOnThisThread()
    tracer?.nameLane("feeder \(number)", roles: .other)
    var worker = first
    var task: PoolTask?
    while true {
      if let error = awaitHello(of: worker) { return giveUp(error, task) }
      guard let (lost, retry) = feed(worker, startingWith: task.take()) else { return }
      task = retry
      if retry == nil && pool.withLock({ $0.isDone }) { return }
      do throws(ExecutorError) {
        worker = try start()
      } catch {
        return giveUp(lost ?? error, task)
      }
    }
  }

  /// Starts a worker and announces it.
  func start() throws(ExecutorError) -> WorkerProcess {
    let worker = try spawner.spawn(number: number)
    if let events = worker.events { collector?.collect(from: events) }
    pool.withLock { $0.workerStarted(worker.process) }
    return worker
  }

  private func giveUp(_ error: ExecutorError, _ task: PoolTask?) {
    let abandoned = pool.withLock { $0.feederGaveUp(error, returning: task) }
    pool.broadcast()
    for task in abandoned { task.finish(.failure(error)) }
  }

  /// Ends a worker that nobody will feed.
  func dismiss(_ worker: WorkerProcess) { _ = end(worker) }

  /// Why the worker cannot be used, or nil once it said hello.
  private func awaitHello(of worker: WorkerProcess) -> ExecutorError? {
    let hello = Result { () throws(PipeFailure) in
      try worker.replies.receive(deadline: stretto_clock_monotonic() &+ timeouts.start)
    }
    if case .success(let frame) = hello, frame.kind == .hello {
      tracer?.register(process: Int64(worker.process))
      pool.withLock { $0.workerSaidHello() }
      pool.broadcast()
      return nil
    }
    let isLate = if case .failure(.timedOut) = hello { true } else { false }
    return .noHello(from: number, end(worker), isLate: isLate)
  }

  /// Kills a worker that has not ended, and gives how it ended.
  private func end(_ worker: WorkerProcess) -> WorkerProcess.Ending {
    // Has no effect on a process that is ending by itself.
    kill(worker.process, SIGKILL)
    pool.withLock { $0.workerEnding(worker.process) }
    worker.closePipes()
    return worker.reap()
  }
}

// MARK: Feeding

extension WorkerFeeder {
  private enum Outcome {
    case done
    /// The worker had ended before it could take the task.
    case neverTaken
    case failed(ExecutorError)
  }

  /// Feeds the worker until it ends; nil when all tasks are done.
  ///
  /// Else gives why it ended, and the task that it did not take.
  private func feed(
    _ worker: WorkerProcess, startingWith first: PoolTask?
  ) -> (ExecutorError?, PoolTask?)? {
    var next = first
    var isFirst = first != nil
    while let task = next.take() ?? nextTask() {
      switch bring(task, to: worker) {
      case .done: break
      case .neverTaken where !isFirst:
        _ = end(worker)
        return (nil, task)
      case .neverTaken:
        let error = ExecutorError.workerEnded(number, end(worker), during: task.key)
        task.finish(.failure(error))
        return (error, nil)
      case .failed(let error):
        task.finish(.failure(error))
        return (error, nil)
      }
      isFirst = false
    }
    letEnd(worker)
    return nil
  }

  private func nextTask() -> PoolTask? { pool.waitFor { $0.next() } }

  private func bring(_ task: PoolTask, to worker: WorkerProcess) -> Outcome {
    let deadline = timeouts.task.map { stretto_clock_monotonic() &+ $0 }
    do throws(PipeFailure) {
      try recording("send") { () throws(PipeFailure) in
        try worker.requests.send(.request, task.request)
      }
    } catch { return .neverTaken }
    do throws(PipeFailure) {
      let frame = try worker.replies.receive(deadline: deadline)
      recording("decode") { task.finish(WorkerFeeder.result(of: frame)) }
      return .done
    } catch {
      let ending = end(worker)
      if case .timedOut = error { return .failed(.timedOut(task.key, timeouts.task ?? 0)) }
      return .failed(.workerEnded(number, ending, during: task.key))
    }
  }

  private static func result(of frame: Frame) -> Result<[UInt8], ExecutorError> {
    if frame.kind == .result { return .success(frame.payload) }
    guard frame.kind == .failure, let failure = try? TaskFailure(payload: frame.payload) else {
      return .failure(
        ExecutorError(.notSendable, "A worker's reply cannot be read: end what it prints there."))
    }
    return .failure(ExecutorError(failure.code, failure.text))
  }

  /// No more tasks: the worker sees the end of its requests and ends by itself.
  private func letEnd(_ worker: WorkerProcess) {
    worker.requests.close()
    let deadline = stretto_clock_monotonic() &+ timeouts.start
    let end = Result { () throws(PipeFailure) in try worker.replies.receive(deadline: deadline) }
    if case .failure(.timedOut) = end { kill(worker.process, SIGKILL) }
    pool.withLock { $0.workerEnding(worker.process) }
    worker.replies.close()
    _ = worker.reap()
  }

  private func recording<T, E: Error>(
    _ name: StaticString, _ body: () throws(E) -> T
  ) throws(E) -> T {
    guard let tracer else { return try body() }
    let start = Ticks.now()
    defer { tracer.phase(.serialize, name, from: start, to: .now()) }
    return try body()
  }
}
