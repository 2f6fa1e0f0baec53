import Synchronization

/// Counts what is under way, so that shutting down can wait until nothing is.
///
/// Counting is one atomic addition; the lock is met only while somebody waits.
final class InFlight: Sendable {
  private let count = Atomic<Int>(0)
  private let isAwaited = Atomic<Bool>(false)
  /// How often nothing was under way while somebody waited for that.
  private let idle = Monitor(0)

  func begin() { count.add(1, ordering: .relaxed) }

  func end() {
    let left = count.subtract(1, ordering: .sequentiallyConsistent).newValue
    guard left == 0, isAwaited.load(ordering: .sequentiallyConsistent) else { return }
    idle.withLock { $0 &+= 1 }
    idle.broadcast()
  }

  /// Blocks until nothing is under way.
  func wait() {
    isAwaited.store(true, ordering: .sequentiallyConsistent)
    idle.waitFor { _ in count.load(ordering: .sequentiallyConsistent) == 0 ? () : nil }
  }
}
