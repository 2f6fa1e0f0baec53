package import Stretto

extension ModelRun {
  @available(*, noasync)
  func processes() throws -> [ItemResult] {
    // Our own workers say hello, however long it takes them on a busy machine.
    let pool = try ProcessPool(
      workers: configuration.workers, startTimeout: .seconds(60), tracer: tracer)
    defer { pool.shutDown() }
    return try collect { pool.submit(performing, key: $0.key, $0) }
  }
}

extension Workload {
  /// What worker processes can do, for `ProcessWorker.takeOverIfSpawned(serving:)`.
  package static let registeredWork: [any ServedWork] = [performing]
}

/// The body of any task of any workload; its payload and its result travel.
private let performing = RegisteredWork("workload task") { (item: WorkloadItem, tracer) in
  try item.perform(tracer: tracer)
}
