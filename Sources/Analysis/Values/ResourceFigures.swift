package import TraceModel

/// Waiting for the interpreter's lock, and holding it (METHOD 8.3).
///
/// Present only where the trace shows waits for it.
package struct GILFigures: Hashable, Sendable {
  /// Lanes that waited.
  package var lanes: Int
  /// `gil` of the slot ledger.
  package var wait: Nanoseconds
  /// The same by slots · T.
  package var waitShare: Double?
  /// Estimated: time on a core of the lanes that also wait for it.
  package var hold: Nanoseconds
  /// g = hold/work, estimated.
  package var heldFraction: Double?
  /// ρ = hold/T, estimated; above 1 the estimate is refuted: those lanes also
  /// run without the lock.
  package var utilisation: Double?

  package init(lanes: Int, wait: Nanoseconds, hold: Nanoseconds) {
    self.lanes = lanes
    self.wait = wait
    self.hold = hold
  }
}

/// What waiting for I/O allows at most (METHOD 8.4); nil where no task waits.
package struct IOFigures: Hashable, Sendable {
  /// N: tasks with a body.
  package var tasks: Int
  /// K: slots.
  package var limit: Int
  /// R: mean work and io of a task, to the nearest nanosecond.
  package var meanLatency: Nanoseconds
  /// K/R, in tasks per second.
  package var throughputCap: Double?
  /// max(longest task, Σ(c + y)/K), to the nearest nanosecond.
  package var shortestMakespan: Nanoseconds
  /// min(N, K, Σ/max): the most that this many at a time can gain.
  package var speedupLimit: Double?

  package init(
    tasks: Int, limit: Int, meanLatency: Nanoseconds, throughputCap: Double?,
    shortestMakespan: Nanoseconds, speedupLimit: Double?
  ) {
    self.tasks = tasks
    self.limit = limit
    self.meanLatency = meanLatency
    self.throughputCap = throughputCap
    self.shortestMakespan = shortestMakespan
    self.speedupLimit = speedupLimit
  }
}

/// Laws of scaling, at the one width that was measured (METHOD 7).
package struct ScalingFigures: Hashable, Sendable {
  /// P of the laws: the smaller of slots and cores where at least half of the
  /// tasks' time is work, else the slots.
  package var width: Int
  /// e = (1/S − 1/P)/(1 − 1/P); above 1 means slower than in sequence; nil
  /// without a speedup or with P < 2.
  package var karpFlatt: Double?
  /// Amdahl's f ≈ (coord + startup + teardown on the path)/T_seq.
  package var serialFraction: Double?

  package init(width: Int, karpFlatt: Double?, serialFraction: Double?) {
    self.width = width
    self.karpFlatt = karpFlatt
    self.serialFraction = serialFraction
  }
}
