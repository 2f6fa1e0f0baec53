public import Dispatch
import TraceModel

/// A Dispatch queue whose tasks are recorded.
///
/// The queue stays the program's own: its width, its target and its quality of
/// service hold, and what others put on it runs as before, unrecorded. A trace
/// shows the queue's threads as workers from their first task on; Dispatch
/// starts them itself, so there is no start-up to see.
public final class TracedQueue: Sendable {
  private let queue: DispatchQueue
  private let lanes: LaneNaming
  private let tracer: Tracer?
  private let inFlight = InFlight()

  /// Wraps a queue.
  ///
  /// - Parameters:
  ///   - queue: serial or concurrent.
  ///   - name: how its threads are called in the trace, "queue 1", "queue 2", …
  ///   - tracer: where to record; nil for none.
  public init(_ queue: DispatchQueue, name: String = "queue", tracer: Tracer? = nil) {
    self.queue = queue
    lanes = LaneNaming(name, roles: .worker)
    self.tracer = tracer
  }

  /// Puts a task on the queue.
  ///
  /// - Parameters:
  ///   - key: by which a comparison matches this task with the same task under other models.
  ///   - body: the task.
  /// - Returns: the handle that the result comes back through.
  @discardableResult
  public func submit<R: Sendable>(
    _ key: String, _ body: @escaping @Sendable () throws -> R
  ) -> TaskHandle<R> {
    inFlight.begin()
    guard let tracer else {
      let handle = TaskHandle<R>()
      queue.async { [inFlight] in
        handle.complete(Result { try body() })
        inFlight.end()
      }
      return handle
    }
    return TaskSubmission.hand(key, to: tracer) { submission, handle in
      { _ in
        self.queue.async {
          self.lanes.announceThread(to: tracer)
          submission.perform(body, handingBackTo: handle)
          self.inFlight.end()
        }
      }
    }
  }

  /// Waits until every task submitted here has ended; the queue goes on.
  @available(*, noasync, message: "blocks the calling thread")
  public func shutDown() {
    let start = Ticks.now()
    inFlight.wait()
    tracer?.phase(.teardown, "shut down", from: start, to: .now())
  }
}
