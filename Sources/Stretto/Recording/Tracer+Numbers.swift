import Synchronization

extension Tracer {
  /// A task number, unique in this process and, by the block a worker process
  /// starts from, in the run.
  package func nextTaskID() -> UInt32 {
    core.taskNumbers.add(1, ordering: .relaxed).oldValue
  }

  /// The first of `count` fresh numbers for arrows, which are the caller's.
  package func nextFlowIDs(_ count: Int = 1) -> UInt64 {
    core.flowNumbers.add(UInt64(max(1, count)), ordering: .relaxed).oldValue
  }
}
