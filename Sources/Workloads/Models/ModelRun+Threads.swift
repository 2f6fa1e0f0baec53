import Stretto

extension ModelRun {
  @available(*, noasync)
  func sequential() throws -> [ItemResult] {
    let executor = SequentialExecutor(tracer: tracer)
    return try items.map { item in
      try executor.run(item.key) { try item.perform(tracer: tracer) }
    }
  }

  @available(*, noasync)
  func threads() throws -> [ItemResult] {
    let pool = try ThreadPool(threads: configuration.workers, tracer: tracer)
    defer { pool.shutDown() }
    return try collect { item in
      pool.submit(item.key) { try item.perform(tracer: tracer) }
    }
  }
}
