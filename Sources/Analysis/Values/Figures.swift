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
  /// What further resources of which there is one allow; they do not enter T_lo.
  package var further = FurtherBounds()
}

/// Lower bounds from resources that serve one at a time, and what a greedy
/// scheduler never exceeds (METHOD 6.4).
package struct FurtherBounds: Hashable, Sendable {
  /// The GIL's hold time, estimated (8.3); nil where the trace shows no GIL, or
  /// where the estimate exceeds the makespan and so refutes itself.
  package var gil: Nanoseconds?
  /// The busiest loop lane's Σ step; nil without steps on a loop lane.
  package var loop: Nanoseconds?
  /// N·d_c: dispatch and serialization on the coordinator; nil without any.
  package var coordinator: Nanoseconds?
  /// Upper: T1/P + (1 − 1/P)·T∞, to the nearest nanosecond; nil without slots.
  ///
  /// A makespan above it means that the executor left work lying about.
  package var greedy: Nanoseconds?
  /// T∞ with the executor's mean dispatch time added to every submission and
  /// every result; nil where no dispatch was seen.
  package var burdenedSpan: Nanoseconds?
  /// The greedy bound with the burdened span.
  package var greedyBurdened: Nanoseconds?

  package init() {}
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
  /// Whether the end of the run was not recorded: its makespan is none to compare.
  package var isCut = false
}
