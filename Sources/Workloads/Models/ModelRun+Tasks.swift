import Stretto
import TraceModel

extension ModelRun {
  /// Child-less tasks on Swift's global concurrent executor.
  @available(*, noasync)
  func globalTasks() throws -> [ItemResult] {
    let executor = TracedTaskExecutor(tracer: tracer)
    let poller = try poller()
    defer {
      executor.shutDown()
      poller?.shutDown()
    }
    return try collect(limit: configuration.limit) { item in
      executor.submit(item.key) {
        try await item.perform(awaiting: poller, tracer: tracer)
      }
    }
  }

  /// One actor on a thread of its own; its calls interleave where they await.
  @available(*, noasync)
  func actor() throws -> [ItemResult] {
    let executor = try SerialThreadExecutor(tracer: tracer)
    let poller = try poller()
    defer {
      executor.shutDown()
      poller?.shutDown()
    }
    let worker = ItemWorker(executor: executor)
    return try collect(limit: configuration.limit) { item in
      executor.submit(item.key) {
        try await worker.perform(item, awaiting: poller, tracer: tracer)
      }
    }
  }

  /// Who tells async tasks on other executors that a socket is ready.
  ///
  /// Not traced: it runs no task, and what it makes a task wait for is declared by the client.
  private func poller() throws -> EventLoop? {
    items.contains { $0.workload.needsServer } ? try EventLoop(name: "poller") : nil
  }
}

/// The actor that `actor` runs everything in.
private actor ItemWorker {
  private nonisolated let executor: SerialThreadExecutor
  nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

  init(executor: SerialThreadExecutor) { self.executor = executor }

  func perform(
    _ item: WorkloadItem, awaiting readiness: EventLoop?, tracer: Tracer?
  ) async throws -> ItemResult {
    try await item.perform(awaiting: readiness, tracer: tracer)
  }
}
