import TraceModel

/// Where a unit of capacity goes at an instant: the rows of the four ledgers.
///
/// The names are METHOD section 4's; `word` is the key of the report's JSON.
package enum Bucket: UInt8, Hashable, Comparable, Sendable, CaseIterable {
  /// Progress: a task's body runs, or waits for I/O or a timer.
  case work, io
  /// Waiting for own child tasks.
  case join
  case gil, lock, runq
  /// A ready async task that no thread has polled yet.
  case loop
  case startup, dispatch, serialization
  /// The program's own serial code on the coordinator.
  case coord
  /// Idle because no work was handed out yet.
  case serial
  /// Idle because nothing is left to hand out while others still work.
  case tail
  case teardown
  /// Declared slots that were never born.
  case unused
  /// Off the CPU for no known reason; never guessed.
  case unattributed
  /// Task ledger: submitted while every worker was busy.
  case queue
  /// Task ledger: done, but not yet in the consumer's hands.
  case result
  /// Core ledger: a core idle although tasks were queued.
  case tooFewWorkers
  /// Makespan ledger: an arrow's delay that no phase explains.
  case handoff
  /// Runnable, but stopped by the cgroup's CPU quota.
  case throttled

  package static let count = 21

  package static func < (left: Bucket, right: Bucket) -> Bool { left.rawValue < right.rawValue }

  /// The key in the report's JSON.
  package var word: String { Bucket.words[Int(rawValue)] }

  // By reflection, once.
  private static let words = allCases.map { bucket in
    bucket == .tooFewWorkers ? "too_few_workers" : "\(bucket)"
  }

  /// The bucket of an executor phase; nil for a task body.
  init?(phase: Category) {
    switch phase {
    case .startup: self = .startup
    case .dispatch: self = .dispatch
    case .serialize: self = .serialization
    case .teardown: self = .teardown
    default: return nil
    }
  }
}
