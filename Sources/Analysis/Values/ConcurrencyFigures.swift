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

/// A ratio of two times; nil when the divisor is zero.
func ratio(_ time: Nanoseconds, _ whole: Nanoseconds) -> Double? {
  whole.count == 0 ? nil : Double(time.count) / Double(whole.count)
}
