extension EventLoop {
  /// Starts an async task on the loop, or as soon as the limit of tasks in flight allows.
  ///
  /// - Parameters:
  ///   - key: by which a comparison matches this task with the same task under other models.
  ///   - body: the task; its parts run on the loop's thread unless it leaves the loop.
  /// - Returns: the handle that the result comes back through; after `shutDown`
  ///   it fails with `ExecutorError` `shutDown`.
  @discardableResult
  public func submit<R: Sendable>(
    _ key: String, _ body: @escaping @Sendable () async throws -> R
  ) -> TaskHandle<R> {
    guard let tracer else {
      let handle = TaskHandle<R>()
      let launch = AsyncLaunch(executor: self, body: body, handle: handle, ended: taskEnded)
      admit(for: handle, immediately: launch.start, later: launch.start)
      return handle
    }
    return TaskSubmission.hand(key, to: tracer) { submission, handle in
      let launch = AsyncLaunch(executor: self, body: body, handle: handle, ended: taskEnded)
      return { submitted in
        self.admit(for: handle) {
          launch.start(submission, created: submitted)
        } later: {
          launch.start(submission, created: .now())
        }
      }
    }
  }

  private func admit<R>(
    for handle: TaskHandle<R>, immediately: @Sendable () -> Void,
    later: @escaping @Sendable () -> Void
  ) {
    switch state.withLock({ $0.admit(later) }) {
    case .start: immediately()
    case .wait: break
    case .refuse: handle.refuse(.afterShutDown("event loop"))
    }
  }

  @Sendable private func taskEnded() {
    state.withLock { $0.taskEnded() }?()
  }
}
