package import TraceModel

/// What one run of a workload is asked to do.
package struct WorkloadConfiguration: Hashable, Sendable {
  /// Work per task, in the unit `Workload.summary` names: steps or bytes.
  package var size: Int
  package var tasks: Int
  /// Workers of a pool, or async tasks in flight at most.
  ///
  /// Dispatch chooses its own number of threads.
  package var workers: Int
  /// Every task's input follows from it, so that no result can be known beforehand.
  package var seed: UInt64
  /// How long the server waits before it answers, in whole milliseconds.
  package var delayMilliseconds: Int
  /// The server's port on loopback; 0 where the workload needs none.
  package var serverPort: UInt16
  /// A task that fails on purpose.
  package var fault: WorkloadFault?

  package init(
    size: Int, tasks: Int, workers: Int? = nil, seed: UInt64 = 1, delayMilliseconds: Int = 200,
    serverPort: UInt16 = 0, fault: WorkloadFault? = nil
  ) {
    self.size = size
    self.tasks = tasks
    self.workers = workers ?? tasks
    self.seed = seed
    self.delayMilliseconds = delayMilliseconds
    self.serverPort = serverPort
    self.fault = fault
  }

  /// The most async tasks in flight, or nil when all tasks may be.
  package var limit: Int? { workers < tasks ? workers : nil }
}

/// What a run of a workload gave.
package struct WorkloadResult: Hashable, Sendable {
  /// From the executor's creation to the end of its shutdown, on CLOCK_MONOTONIC.
  package var wall: Nanoseconds
  /// The wrapping sum of the tasks' checksums: equal for every model.
  package var checksum: UInt64
  package var tasks: Int

  package init(wall: Nanoseconds, checksum: UInt64, tasks: Int) {
    self.wall = wall
    self.checksum = checksum
    self.tasks = tasks
  }
}
