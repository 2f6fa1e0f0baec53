import Dispatch
import Stretto
import TraceModel

/// Holds the coordinator back while as many tasks are in flight as may be.
struct InFlightLimit: Sendable {
  private let room: DispatchSemaphore?
  private let tracer: Tracer?

  /// Lets so many tasks in, or every task when the limit is nil.
  init(_ limit: Int?, tracer: Tracer?) {
    room = limit.map { DispatchSemaphore(value: $0) }
    self.tracer = tracer
  }

  /// Blocks until there is room for one more task.
  @available(*, noasync)
  func admit() {
    guard let room else { return }
    guard let tracer else { return room.wait() }
    tracer.waiting(.join) { room.wait() }
  }

  /// Gives an admitted task's room back.
  func leave() { _ = room?.signal() }
}
