extension TracedExecutor {
  /// Starts an async task on the executor, recorded when there is a tracer.
  func start<R: Sendable>(
    _ key: String, _ body: @escaping @Sendable () async throws -> R,
    ended: @escaping @Sendable () -> Void
  ) -> TaskHandle<R> {
    guard let tracer else {
      let handle = TaskHandle<R>()
      AsyncLaunch(executor: preference, body: body, handle: handle, ended: ended).start()
      return handle
    }
    return TaskSubmission.hand(key, to: tracer) { submission, handle in
      let launch = AsyncLaunch(executor: preference, body: body, handle: handle, ended: ended)
      return { launch.start(submission, created: $0) }
    }
  }
}
