import Synchronization

/// The result of a submitted task, now or later.
///
/// Waiting costs nothing once the task has ended. A traced handle records when
/// its result was first collected, so collect each result once and where it is
/// used.
public final class TaskHandle<R: Sendable>: Sendable {
  private let state = Guarded(State.pending([]))
  private let submission: TaskSubmission?
  private let isCollected = Atomic<Bool>(false)

  private enum State {
    /// No executor took the task.
    case refused(ExecutorError)
    case pending([Waiter])
    case done(Result<R, any Error>)
  }

  private enum Waiter {
    case thread(Semaphore)
    case task(CheckedContinuation<Void, Never>)

    func wake() {
      switch self {
      case .thread(let semaphore): semaphore.signal()
      case .task(let continuation): continuation.resume()
      }
    }
  }

  init(_ submission: TaskSubmission? = nil) { self.submission = submission }

  /// Whether the task has ended, well or not.
  public var isDone: Bool { result != nil }

  /// Blocks the calling thread until the task has ended, then gives its result.
  ///
  /// A trace shows the blocked time as a wait for `join`.
  ///
  /// - Throws: what the task's body threw, or an `ExecutorError` when the
  ///   executor could not run it.
  @available(*, noasync, message: "use `try await value` in async code")
  public func wait() throws -> R {
    if let result { return try collect(result) }
    let from = submission.map { _ in Ticks.now() }
    block()
    if let submission, let from { submission.recordJoin(from: from) }
    return try collect(settledResult)
  }

  /// The task's result; suspends the calling task until there is one.
  ///
  /// - Throws: what the task's body threw, or an `ExecutorError` when the
  ///   executor could not run it.
  public var value: R {
    get async throws {
      await withCheckedContinuation { continuation in
        if !park(.task(continuation)) { continuation.resume() }
      }
      return try collect(settledResult)
    }
  }

  /// Settles the task and wakes who waits; the first call counts.
  func complete(_ result: Result<R, any Error>) {
    let waiters = state.withLock { state -> [Waiter] in
      guard case .pending(let waiters) = state else { return [] }
      state = .done(result)
      return waiters
    }
    for waiter in waiters { waiter.wake() }
  }

  private var result: Result<R, any Error>? {
    state.withLock { state in
      switch state {
      case .pending: nil
      case .done(let result): result
      case .refused(let error): .failure(error)
      }
    }
  }

  /// How many threads and tasks wait for it now.
  var waiterCount: Int {
    state.withLock { if case .pending(let waiters) = $0 { waiters.count } else { 0 } }
  }

  /// Whether no executor took the task, so that nothing of it is in a trace.
  var isRefused: Bool {
    state.withLock { if case .refused = $0 { true } else { false } }
  }

  /// Settles a task that no executor takes, before anybody waits for it.
  func refuse(_ error: ExecutorError) { state.withLock { $0 = .refused(error) } }

  /// The result of a task that is known to have ended.
  private var settledResult: Result<R, any Error> {
    result ?? .failure(ExecutorError(.shutDown, "The task has not ended: wait for it first."))
  }

  private func block() {
    let semaphore = Semaphore()
    if park(.thread(semaphore)) { semaphore.wait() }
  }

  /// Whether the waiter was added; false when the task has ended already.
  private func park(_ waiter: Waiter) -> Bool {
    state.withLock { state in
      guard case .pending(let waiters) = state else { return false }
      state = .pending(waiters + [waiter])
      return true
    }
  }

  private func collect(_ result: Result<R, any Error>) throws -> R {
    if let submission, !isRefused, !isCollected.exchange(true, ordering: .relaxed) {
      submission.recordCollection()
    }
    return try result.get()
  }
}
