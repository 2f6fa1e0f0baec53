package import TraceModel

/// The best this workload could do with these cores and slots (METHOD 6.4).
package struct Bounds: Hashable, Sendable {
  package enum Resource: String, Hashable, Sendable {
    case cores, slots, latency
  }

  /// T∞.
  package var latency: Nanoseconds
  /// (W + coord)/C, to the nearest nanosecond.
  package var cores: Nanoseconds
  /// (W + Y)/P, to the nearest nanosecond; zero without slots.
  package var slots: Nanoseconds
  /// T_lo: the largest of the three.
  package var lower: Nanoseconds
  /// The first of cores, slots, latency that reaches 0.95·T_lo (METHOD 4.6).
  package var binding: Resource
  /// A = T_lo/T.
  package var attained: Double?
}

/// What the tasks' work and io grew by against the baseline (METHOD 4.2).
package struct Inflation: Hashable, Sendable {
  /// U_cpu, U_io: the baseline's sums for the same tasks.
  package var usefulCPU: Nanoseconds
  package var usefulIO: Nanoseconds
  /// The run's own sums.
  package var work: Nanoseconds
  package var io: Nanoseconds

  /// `infl_cpu`: negative when super-linear.
  package var cpuGrowth: Nanoseconds { work - usefulCPU }
  /// `infl_io`.
  package var ioGrowth: Nanoseconds { io - usefulIO }
}

/// Latency parts over all tasks (METHOD 4.4, 8.1).
package struct Queueing: Hashable, Sendable {
  /// `queue_total` Σ(p − a) and the longest, `queue_max`.
  package var queueTotal: Nanoseconds
  package var queueMaximum: Nanoseconds
  /// `service_total` Σ(e − s).
  package var serviceTotal: Nanoseconds
  /// `result_total` Σ(z − x).
  package var resultTotal: Nanoseconds
  /// `little_L`: Σ task ledger/T, the mean number of tasks in the system.
  package var tasksInSystem: Double?
  /// `throughput_per_s`: tasks by seconds of makespan.
  package var throughput: Double?
}

/// How busy event loops were, and how late they polled (METHOD 8.2).
package struct LoopFigures: Hashable, Sendable {
  /// `util`: Σ step/T, by the executor's threads.
  package var utilisation: Double?
  /// `mean_lag`, to the nearest nanosecond; `max_lag`.
  package var meanLag: Nanoseconds
  package var maximumLag: Nanoseconds
  /// `max_step`.
  package var maximumStep: Nanoseconds
  /// `expected_arrival_lag`: Σ d²/(2T) over steps d, to the nearest nanosecond.
  package var expectedArrivalLag: Nanoseconds
}

/// The POP factors over the slot lanes (METHOD 7); nil where nothing was useful.
package struct POPFactors: Hashable, Sendable {
  /// `LB`: mean u/max u.
  package var loadBalance: Double?
  /// `CommE`: max u/T.
  package var communicationEfficiency: Double?
  /// `PE`: mean u/T.
  package var parallelEfficiency: Double?
  /// `LB_add`: 1 − (max u − mean u)/T.
  package var additiveLoadBalance: Double?
  /// `CommE_add`: max u/T, so that PE = LB_add + CommE_add − 1.
  package var additiveCommunicationEfficiency: Double?
}

/// How unevenly the work lay (METHOD 7).
package struct Imbalance: Hashable, Sendable {
  /// `percent_imbalance`: max u/mean u − 1.
  package var percentImbalance: Double?
  /// `straggler`: longest task by median task.
  package var straggler: Double?
}

/// How far the figures can be trusted.
package struct Trust: Hashable, Sendable {
  /// `tiers` of METHOD section 2 that the trace supports, ascending.
  package var tiers: [Int]
  /// `events_lost`.
  package var eventsLost: Int
  /// `unfinished`: spans closed at the window's end, and tasks never picked up.
  package var unfinished: Int
  /// `unattributed_share` of the slot ledger.
  package var unattributedShare: Double?
  /// `tracer_overhead`: known only to a comparison.
  package var tracerOverhead: Double?
  /// `notes`: whole sentences.
  package var notes: [String]
}
