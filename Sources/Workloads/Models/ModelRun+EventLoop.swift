import Stretto
import TraceModel

extension ModelRun {
  /// Async tasks on one thread; with the blocking client where that is what the model is about.
  @available(*, noasync)
  func eventLoop(isBlocking: Bool) throws -> [ItemResult] {
    let loop = try EventLoop(limit: configuration.limit, tracer: tracer)
    defer { loop.shutDown() }
    return try collect { item in
      loop.submit(item.key) {
        if isBlocking { return try item.perform(tracer: tracer) }
        return try await item.perform(awaiting: loop, tracer: tracer)
      }
    }
  }
}
