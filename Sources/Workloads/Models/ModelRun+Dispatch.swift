import Dispatch
import Stretto
import TraceModel

extension ModelRun {
  /// A concurrent Dispatch queue, which chooses its own number of threads.
  @available(*, noasync)
  func dispatch() throws -> [ItemResult] {
    let queue = TracedQueue(
      DispatchQueue(label: "stretto.workload", attributes: .concurrent), tracer: tracer)
    defer { queue.shutDown() }
    return try collect(limit: configuration.limit) { item in
      queue.submit(item.key) { try item.perform(tracer: tracer) }
    }
  }
}
