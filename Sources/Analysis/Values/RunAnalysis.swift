package import TraceModel

/// Every figure of one run: a property for each key of a RUN in `stretto.report/1`.
///
/// Times are nanoseconds, ratios plain numbers; nil is the JSON null: undefined
/// for this run, or not known.
package struct RunAnalysis: Hashable, Sendable {
  /// The run's name in the trace's metadata; empty when the file names none.
  package var run = ""
  /// The round the run belongs to; 0 when the file names none.
  package var round = 0
  /// `model`.
  package var model: ExecutionModel
  /// `trace`: the name of the file.
  package var trace: String
  /// `makespan`: T, the length of the run window.
  package var makespan: Nanoseconds
  /// `slots`: P, the sum over the groups.
  package var slots: Int
  /// `cores`: C.
  package var cores: Int
  /// Whether the trace says how many cores there were; else `cores` are the most seen in use.
  package var coresAreKnown = true
  /// Tasks whose body ran inside the window.
  package var tasks: Int
  /// Whether the tasks are the program's own; else lives of threads and processes stand for tasks
  /// that nothing told of.
  package var tellsTasks = true
  /// How many repetitions of the same work the trace's producer marked; nil where it marks none.
  package var repetitions: Int?

  /// `slot_ledger`: sums to slots · makespan (METHOD 4.2).
  package var slotLedger = Ledger()
  /// `core_ledger`: sums to cores · makespan (METHOD 4.3).
  package var coreLedger = Ledger()
  /// `task_ledger`: sums to the tasks' latencies (METHOD 4.4).
  package var taskLedger = Ledger()
  /// `core_estimated`: more lanes claimed to run than there are cores.
  package var coreEstimated = false
  /// `groups`: one per pool and per loop.
  package var groups: [SlotGroup] = []

  /// `concurrency` (METHOD 5).
  package var concurrency: ConcurrencyFigures
  /// `pair_overlap`: by "A,B"; nil with more than 64 entities.
  package var pairOverlap: [PairOverlap]?
  /// `lane_busy`: the union of task and step spans of each thread lane that has any.
  package var laneBusy: [LaneBusy] = []
  /// `compute_io` (METHOD 5).
  package var computeIO: ComputeIO
  /// The parallelism histograms (METHOD 5).
  package var parallelism: ParallelismFigures?
  /// Criticality shares (METHOD 5); nil without an entity.
  package var criticality: Criticality?

  /// `critical_path`: the makespan ledger, which sums to the makespan (METHOD 6.3); nil when the path is not known.
  package var criticalPath: Ledger?
  /// `work_T1` (METHOD 6.1).
  package var work: Nanoseconds
  /// `span_Tinf` (METHOD 6.2).
  package var span: Nanoseconds?
  /// `avg_parallelism`: T1/T∞.
  package var averageParallelism: Double?
  /// `bounds`, from the run's own work (METHOD 6.4).
  package var bounds: Bounds?
  /// `bounds_baseline`: the same with the baseline's useful work.
  package var boundsBaseline: Bounds?

  /// `cpu_parallelism`: task work on cores by the makespan.
  package var cpuParallelism: Double?
  /// `progress_parallelism`: (work + io)/T; an upper bound when `coreEstimated`.
  package var progressParallelism: Double?
  /// (CPU time of the tasks + io)/T, when every task carries its CPU time.
  ///
  /// What to print at tier 1 when more lanes claim to run than there are cores.
  package var progressParallelismFromCPU: Double?

  /// `T_seq`: the baseline's makespan; a sequential run's own without one.
  package var sequentialTime: Nanoseconds?
  /// `speedup`: T_seq/T.
  package var speedup: Double?
  /// `efficiency_slots`: T_seq/(P·T).
  package var efficiencySlots: Double?
  /// `efficiency_cores`: T_seq/(C·T).
  package var efficiencyCores: Double?
  /// `inflation`; nil without a baseline (METHOD 4.2).
  package var inflation: Inflation?

  /// `queueing` (METHOD 4.4, 8.1).
  package var queueing: Queueing
  /// What the pool's handing out costs; nil without pool tasks (METHOD 8.1).
  package var executor: ExecutorFigures?
  /// `loop`; nil without steps (METHOD 8.2).
  package var loop: LoopFigures?
  /// Nil without waits for the GIL (METHOD 8.3).
  package var gil: GILFigures?
  /// Nil where no task waits for I/O (METHOD 8.4).
  package var ioLimits: IOFigures?
  /// Karp–Flatt and Amdahl (METHOD 7); nil without a pool or loop of two.
  package var scaling: ScalingFigures?
  /// `pop`; nil with fewer than two slot lanes (METHOD 7).
  package var pop: POPFactors?
  /// `imbalance`; nil with fewer than two slot lanes (METHOD 7).
  package var imbalance: Imbalance?
  /// `trust`.
  package var trust: Trust

  /// Useful time by task key, for use as a baseline.
  package var workByKey: [String: KeyedWork] = [:]
  /// What a replay of its tasks starts from (METHOD 9).
  package var demands: RunDemands?
  /// What does not hold although METHOD 12 asserts it; reports print it.
  package var failedAssertions: [String] = []
}

/// The ledger of one pool or one loop.
package struct SlotGroup: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable {
    /// A slot is a worker lane.
    case pool
    /// A slot is an async task in flight.
    case loop
  }

  package var kind: Kind
  /// "pool", or the loop's lane.
  package var name: String
  package var slots: Int
  package var slotLedger: Ledger
}

/// `pair_overlap`: how long two entities were active together.
package struct PairOverlap: Hashable, Sendable {
  package var first: String
  package var second: String
  package var time: Nanoseconds
}

/// `lane_busy`: how long bodies ran on one lane.
package struct LaneBusy: Hashable, Sendable {
  package var lane: LaneID
  package var time: Nanoseconds
}

/// The useful time of all tasks of one key.
package struct KeyedWork: Hashable, Sendable {
  package var tasks = 0
  package var work = Nanoseconds.zero
  package var io = Nanoseconds.zero
}
