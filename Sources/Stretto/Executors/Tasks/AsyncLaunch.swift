import TraceModel

/// Starts async tasks on an executor, traced or plain.
struct AsyncLaunch<R: Sendable>: Sendable {
  let executor: any TaskExecutor
  let body: @Sendable () async throws -> R
  let handle: TaskHandle<R>
  /// Called after the result was handed back, in the task's last step.
  let ended: @Sendable () -> Void

  /// The runtime gives the task's first part to the executor before this returns.
  func start() {
    Task(executorPreference: executor) {
      // The runtime itself does not promise to keep the executor.
      defer { withExtendedLifetime(executor) {} }
      handle.complete(await Result(of: body))
      ended()
    }
  }

  /// The same, recorded.
  func start(_ submission: TaskSubmission, created: Ticks) {
    let record = AsyncTaskRecord(submission, created: created)
    Task(executorPreference: executor) {
      defer { withExtendedLifetime(executor) {} }
      record.begin()
      let result = await Result(of: body)
      record.end()
      handle.complete(result)
      ended()
    }
  }
}
