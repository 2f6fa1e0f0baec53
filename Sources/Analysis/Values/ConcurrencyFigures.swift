package import TraceModel

/// How many tasks were in flight, and how long (METHOD section 5).
package struct ConcurrencyFigures: Hashable, Sendable {
  /// `hist`: time by number of active entities; levels without time are left out.
  package var histogram: [Int: Nanoseconds]
  /// `sum_busy`: Σ of the entities' busy times.
  package var sumBusy: Nanoseconds
  /// `union`: time with at least one active.
  package var union: Nanoseconds
  /// The busiest entity's time.
  package var maximumBusy: Nanoseconds
  /// How many entities there are: lanes with tasks, and async tasks.
  package var entities: Int
  package var makespan: Nanoseconds

  /// Time with two or more active.
  package var overlapped: Nanoseconds {
    histogram.reduce(.zero) { $1.key >= 2 ? $0 + $1.value : $0 }
  }
  /// `conc_avg`: Σ/T.
  package var average: Double? { ratio(sumBusy, makespan) }
  /// `conc_active`: Σ/U.
  package var averageWhileActive: Double? { ratio(sumBusy, union) }
  /// `frac_ge2`: overlap by the makespan.
  package var overlapFraction: Double? { ratio(overlapped, makespan) }
  /// `frac_ge2_active`: overlap by the union.
  package var overlapFractionWhileActive: Double? { ratio(overlapped, union) }
  /// `overlap_saving`: 1 − U/Σ.
  package var overlapSaving: Double? { ratio(sumBusy - union, sumBusy) }
  /// `overlap_norm`: (Σ − U)/(Σ − max B); nil for one entity.
  package var normalisedOverlap: Double? {
    entities < 2 ? nil : ratio(sumBusy - union, sumBusy - maximumBusy)
  }
}

/// Computing while waiting for I/O (METHOD section 5).
package struct ComputeIO: Hashable, Sendable {
  /// `comp`: time with any task working.
  package var compute: Nanoseconds
  /// `io`: time with any task waiting for I/O or a timer.
  package var io: Nanoseconds
  /// `both`: both at once.
  package var both: Nanoseconds

  /// `hidden_io`: the share of I/O time hidden behind computing.
  package var hiddenIO: Double? { ratio(both, io) }
  /// `hidden_comp`: the share of computing hidden behind I/O.
  package var hiddenCompute: Double? { ratio(both, compute) }
  /// `exposed_io`: I/O time in which nothing computed.
  package var exposedIO: Nanoseconds { io - both }
}

/// How many were getting on with it, beside how many were in flight (METHOD 5).
package struct ParallelismFigures: Hashable, Sendable {
  /// Time by number of lanes in `work`; levels without time are left out.
  package var cpu: [Int: Nanoseconds]
  /// Time by number of lanes and async tasks in `work` or `io`.
  package var progress: [Int: Nanoseconds]

  package init(cpu: [Int: Nanoseconds], progress: [Int: Nanoseconds]) {
    self.cpu = cpu
    self.progress = progress
  }
}

/// Who was alone on stage: each entity's time, shared with whoever was active
/// with it; the shares add up to the union (METHOD 5).
package struct Criticality: Hashable, Sendable {
  /// Largest first, ties by name, at most 64; names are untrusted text.
  package var shares: [EntityShare]
  /// How many entities are left out, and their sum.
  package var omitted: Int
  package var omittedTime: Nanoseconds

  package static let mostListed = 64

  package init(shares: [EntityShare], omitted: Int, omittedTime: Nanoseconds) {
    self.shares = shares
    self.omitted = omitted
    self.omittedTime = omittedTime
  }
}

/// ∫ 1[active]/n(t) dt of one entity: a lane as "pid/tid", an async task by id.
package struct EntityShare: Hashable, Sendable {
  package var name: String
  /// In whole nanoseconds, so that all add up to the union exactly.
  package var time: Nanoseconds

  package init(name: String, time: Nanoseconds) {
    self.name = name
    self.time = time
  }
}

/// A ratio of two times; nil when the divisor is zero.
func ratio(_ time: Nanoseconds, _ whole: Nanoseconds) -> Double? {
  whole.count == 0 ? nil : Double(time.count) / Double(whole.count)
}
