import TraceModel

extension Tracer {
  /// What code can say it is waiting for.
  public enum Reason: Sendable {
    /// A file, a socket, a pipe, another process.
    case io
    /// Time to pass.
    case sleep
    /// Work that this code handed out itself.
    case join
    /// A lock.
    case lock

    fileprivate var word: WaitReason {
      switch self {
      case .io: .io
      case .sleep: .sleep
      case .join: .join
      case .lock: .lock
      }
    }
  }

  /// Records that the calling thread waits for this reason while the body runs.
  ///
  /// - Parameters:
  ///   - reason: what for.
  ///   - body: what blocks the thread.
  /// - Returns: what the body returns.
  /// - Throws: what the body throws.
  @available(*, noasync, message: "use `await waiting` in async code")
  public func waiting<R, E: Error>(
    _ reason: Reason, _ body: () throws(E) -> R
  ) throws(E) -> R {
    let start = Ticks.now()
    defer { wait(reason.word, from: start, to: .now()) }
    return try body()
  }

  /// Says why the calling task is suspended whenever it is while the body runs.
  ///
  /// Without it, a suspension shows as "await" and counts as unattributed. It
  /// covers the task itself, not its child tasks, and does nothing in a task
  /// that no traced executor started.
  ///
  /// - Parameters:
  ///   - reason: what for.
  ///   - body: what suspends the task.
  /// - Returns: what the body returns.
  /// - Throws: what the body throws.
  nonisolated(nonsending) public func waiting<R, E: Error>(
    _ reason: Reason, _ body: () async throws(E) -> R
  ) async throws(E) -> R {
    guard let record = StepContext.currentRecord else { return try await body() }
    let before = record.declare(reason.word)
    defer { _ = record.declare(before) }
    return try await body()
  }
}
