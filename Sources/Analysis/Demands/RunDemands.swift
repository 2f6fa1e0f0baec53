package import TraceModel

/// What a run's tasks ask for, and what its executor cost: measured in this run alone.
package struct RunDemands: Hashable, Sendable {
  /// Why the tasks cannot be replayed.
  package enum Obstacle: Hashable, Sendable {
    /// More tasks or phases than a replay takes.
    case tooLarge
    /// No task ran.
    case noTasks
    /// Tasks wait for tasks of their own.
    case nestedTasks
    /// Tasks wait for certain other tasks.
    case dependencies
    /// More workers than cores, no scheduler events, and no CPU time of the tasks: what they
    /// computed is not told from what they waited.
    case computingUnknown
    /// Several pools or loops carry the tasks.
    case severalExecutors
    /// Some tasks never ran.
    case unfinished
    /// The program told of no tasks: they are lives of threads and processes.
    case notTold
  }

  package var model: ExecutionModel
  package var makespan: Nanoseconds
  package var cores: Int
  /// P.
  package var slots: Int
  /// The threads of the loop that carries the tasks; nil where a pool or the program itself does.
  package var loopThreads: Int?
  /// In the order in which they were handed out; empty when there is an obstacle.
  package var tasks: [TaskDemand] = []
  package var obstacle: Obstacle?
  /// What the executor cost; known even where the tasks themselves cannot be replayed.
  package var costs: ExecutorCosts?
  /// Whether the program's threads share an interpreter lock; nil when the trace does not tell.
  package var hasGIL: Bool?
  /// g: the share of the CPU time during which the lock is held; nil when nothing was measured.
  package var gilShare: Double?
  /// β: the share of the I/O in calls that hold an event loop; nil without loop or I/O.
  package var blockingShare: Double?
  /// How much of the critical path lies in the spans asked for; nil where none were.
  package var markedOnPath: Nanoseconds?

  package init(model: ExecutionModel, makespan: Nanoseconds, cores: Int, slots: Int) {
    self.model = model
    self.makespan = makespan
    self.cores = cores
    self.slots = slots
  }

  /// The time of all phases of a kind: W for cpu, Y for io.
  package func time(_ kind: TaskDemand.Phase.Kind) -> Nanoseconds {
    tasks.reduce(.zero) { $0 + $1.time(kind) }
  }
}

/// What an executor adds to its tasks (METHOD 8.1).
package struct ExecutorCosts: Hashable, Sendable {
  /// From the run's start to the first submission, the executor's creation included.
  package var firstSubmission = Nanoseconds.zero
  /// Of that, the program's own serial part: before anything was created or submitted.
  package var serialLead = Nanoseconds.zero
  /// When each worker was ready, since the run's start, ascending.
  package var readiness: [Nanoseconds] = []
  /// d_c: dispatch and serialization on the coordinator, per task.
  package var coordinatorPerTask = Nanoseconds.zero
  /// d_w: dispatch and serialization on a worker, per task; the median of the workers.
  package var workerPerTask = Nanoseconds.zero
  /// From the last result sent to the last result seen.
  package var returnDelay = Nanoseconds.zero
  /// From the last result seen to the end of the run.
  package var shutdown = Nanoseconds.zero

  package init() {}
}
