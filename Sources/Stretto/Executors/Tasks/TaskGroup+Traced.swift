import TraceModel

extension TaskGroup {
  /// Adds a child task that runs on the executor, and records it when the executor does.
  ///
  /// A trace shows the submission, the task with its steps and waits, and its
  /// end. The group hands results on without saying whose they are, so there is
  /// no arrow to where a result is used.
  ///
  /// - Parameters:
  ///   - executor: where the child runs.
  ///   - key: by which a comparison matches this task with the same task under other models.
  ///   - body: the child task.
  public mutating func addTask(
    on executor: some TracedExecutor, _ key: String,
    _ body: @escaping @Sendable () async -> ChildTaskResult
  ) {
    let child = TracedChild(key, on: executor)
    addTask(executorPreference: executor.preference) {
      child?.begin()
      defer { child?.end() }
      return await body()
    }
    child?.added()
  }
}

extension ThrowingTaskGroup {
  /// Adds a child task that runs on the executor, and records it when the executor does.
  ///
  /// As for `TaskGroup`; a child that throws ends its span like any other.
  ///
  /// - Parameters:
  ///   - executor: where the child runs.
  ///   - key: by which a comparison matches this task with the same task under other models.
  ///   - body: the child task.
  public mutating func addTask(
    on executor: some TracedExecutor, _ key: String,
    _ body: @escaping @Sendable () async throws -> ChildTaskResult
  ) {
    let child = TracedChild(key, on: executor)
    addTask(executorPreference: executor.preference) {
      child?.begin()
      defer { child?.end() }
      return try await body()
    }
    child?.added()
  }
}

/// What adding and running a traced child task records; nil for a plain executor.
private struct TracedChild: Sendable {
  private let record: AsyncTaskRecord
  private let start: Ticks
  private let submitted: Ticks

  init?(_ key: String, on executor: some TracedExecutor) {
    guard let tracer = executor.tracer else { return nil }
    start = .now()
    let submission = TaskSubmission(key, tracer: tracer)
    submitted = .now()
    record = AsyncTaskRecord(submission, created: submitted, handsBackResult: false)
  }

  func begin() { record.begin() }
  func end() { record.end() }
  func added() { record.submission.recordSubmission(from: start, submitted: submitted) }
}
