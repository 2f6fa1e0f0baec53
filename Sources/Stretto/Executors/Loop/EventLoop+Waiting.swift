import CClock
import Glibc
import TraceModel

extension EventLoop {
  /// Suspends the calling task until the descriptor can be read without blocking.
  ///
  /// The end of the stream and an error count as readable; a regular file always is.
  ///
  /// - Throws: `CancellationError`; `ExecutorError` `cannotWait` for a closed
  ///   descriptor or one that another task waits to read; `shutDown`.
  public func untilReadable(_ descriptor: Int32) async throws {
    try await declaring(.io) { try await self.ready(descriptor, for: .reading) }
  }

  /// Suspends the calling task until the descriptor can be written without blocking.
  ///
  /// - Throws: as `untilReadable` does.
  public func untilWritable(_ descriptor: Int32) async throws {
    try await declaring(.io) { try await self.ready(descriptor, for: .writing) }
  }

  /// Suspends the calling task for at least so long; returns early when it is cancelled.
  public func sleep(for duration: Duration) async {
    let now = stretto_clock_monotonic()
    let (sum, isTooLong) = now.addingReportingOverflow(duration.clampedNanoseconds)
    let sleeper = Wakeable()
    try? await declaring(.sleep) {
      try await sleeper.suspend { self.set(sleeper, deadline: isTooLong ? .max : sum) }
    }
  }

  private func set(_ sleeper: Wakeable, deadline: Int64) {
    let (isSet, isAsleep) = state.withLock { state in
      guard !state.isStopped else { return (false, false) }
      state.timers.insert(sleeper, deadline: deadline)
      return (true, state.isAsleep)
    }
    if !isSet { sleeper.settle(.success(())) }
    if isAsleep { poller.wake() }
  }

  private func ready(
    _ descriptor: Int32, for direction: LoopState.Direction
  ) async throws {
    let waiter = Wakeable()
    try await waiter.suspend {
      let outcome = self.state.withLock {
        self.watch(descriptor, for: direction, of: waiter, in: &$0)
      }
      if let outcome { waiter.settle(outcome) }
    }
  }

  /// Starts to watch; gives the outcome when it is known at once.
  private func watch(
    _ descriptor: Int32, for direction: LoopState.Direction,
    of waiter: Wakeable, in state: inout LoopState
  ) -> Result<Void, any Error>? {
    guard !state.isStopped else {
      return .failure(ExecutorError.afterShutDown("event loop"))
    }
    var interest = state.interests[descriptor] ?? LoopState.Interest()
    if let other = interest[direction], !other.isSettled {
      return .failure(
        ExecutorError.cannotWait(descriptor, "another task waits for the same already"))
    }
    interest[direction] = waiter
    let error = poller.watch(
      descriptor, read: interest.reader != nil, write: interest.writer != nil)
    switch error {
    case 0:
      state.interests[descriptor] = interest
      return nil
    case EPERM:
      return .success(())
    default:
      return .failure(ExecutorError.cannotWait(descriptor, errorText(error)))
    }
  }

  private func declaring(
    _ reason: WaitReason, _ body: @Sendable () async throws -> Void
  ) async throws {
    guard tracer != nil, let record = StepContext.currentRecord else { return try await body() }
    let before = record.declare(reason)
    defer { _ = record.declare(before) }
    try await body()
  }
}

extension Duration {
  /// Whole nanoseconds, at most 292 years, never negative.
  var clampedNanoseconds: Int64 {
    let (seconds, attoseconds) = components
    guard seconds >= 0, attoseconds >= 0 else { return 0 }
    let (whole, isTooLong) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    let (sum, isLonger) = whole.addingReportingOverflow(attoseconds / 1_000_000_000)
    return isTooLong || isLonger ? .max : sum
  }
}
