package import Analysis
package import TraceModel

/// Why there is no prediction; never a made-up figure instead.
package enum PredictionAbsence: Error, Hashable, Sendable {
  /// No run shows what its executor costs.
  case costsUnknown
  /// Nothing tells whether the threads share an interpreter lock.
  case lockUnknown
  /// They do, but not how much of the time it is held.
  case lockShareUnknown
  /// How much of the I/O would block the loop is not known.
  case blockingUnknown
  /// Nothing is known of how such a model runs its tasks.
  case unknownModel
  /// There is no run to start from, or its tasks cannot be replayed.
  case noTasks(RunDemands.Obstacle?)
  /// The baseline, one thread on several cores, waited so large a share of its time for one of
  /// them: other programs had them, and times compare what these left.
  case coresTaken(share: Double)
  /// The replay of the run as it was misses so large a share of its length that no other replay
  /// of its tasks means anything.
  case replayMisses(share: Double)
  /// The replay came to no end.
  case noResult
}

/// What a model would give, from runs of another one (METHOD 9).
package struct ModelPrediction: Hashable, Sendable {
  package struct Point: Hashable, Sendable {
    /// The median over the draws.
    package var makespan: Nanoseconds
    package var speedup: Double
    /// The interval: the draws' own, widened by the discrepancy.
    package var low: Double
    package var high: Double
  }

  package var model: ExecutionModel
  /// K as replayed.
  package var slots: Int
  package var point: Point?
  /// Set where there is no point.
  package var absence: PredictionAbsence?
  /// S from the demand bounds, which no schedule beats: all cores free, nothing lost to the
  /// executor; nil when nothing is known.
  package var atMost: Double?
  /// What the bound rests on.
  package var binding: DemandBounds.Resource?
  package var costsProvenance: Provenance
  /// C_eff where it was measured; nil means all cores were taken as free.
  package var freeCores: Double?

  /// Whether a measured speedup lies in the interval; nil where one of them is missing.
  package func contains(_ speedup: Double?) -> Bool? {
    guard let point, let speedup else { return nil }
    return point.low <= speedup && speedup <= point.high
  }

  /// measured/predicted − 1; nil where one of them is missing.
  package func residual(_ speedup: Double?) -> Double? {
    guard let point, let speedup, point.speedup > 0 else { return nil }
    return speedup / point.speedup - 1
  }
}
