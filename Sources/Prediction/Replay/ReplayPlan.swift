package import Analysis
package import TraceModel

/// Under what executor, on what machine and at what cost tasks are replayed.
package struct ReplayPlan: Hashable, Sendable {
  /// How an executor carries its tasks.
  package enum Discipline: Hashable, Sendable {
    /// One task after another on the thread that hands them out.
    case inline
    /// So many slots, each with one task from its beginning to its end, first come first served.
    case pool(slots: Int)
    /// So many threads that run steps, first come first served and not pre-empted, for at most
    /// so many tasks in flight.
    case loop(threads: Int, inFlight: Int)
  }

  package var discipline: Discipline
  package var cores: CoreCapacity
  package var gil: GILLoad?
  /// β: the share of any I/O that holds an event loop; nil where each phase says so itself.
  package var blockingShare: Double?
  /// Earlier than this since the run's start nothing is handed out.
  package var lead = Nanoseconds.zero
  /// When the workers are ready; those without an entry are from the start.
  package var readiness: [Nanoseconds] = []
  /// d_c: what handing out one task costs the coordinator.
  package var coordinatorPerTask = Nanoseconds.zero
  /// d_w: what one task costs its worker in CPU time beyond its own.
  package var workerPerTask = Nanoseconds.zero
  /// From the end of the last task to the end of the run.
  package var closing = Nanoseconds.zero

  package init(_ discipline: Discipline, cores: CoreCapacity, gil: GILLoad? = nil) {
    self.discipline = discipline
    self.cores = cores
    self.gil = gil
  }

  /// Takes over what an executor cost in a run.
  package mutating func take(_ costs: ExecutorCosts) {
    lead = costs.firstSubmission
    readiness = costs.readiness
    coordinatorPerTask = costs.coordinatorPerTask
    workerPerTask = costs.workerPerTask
    closing = costs.returnDelay + costs.shutdown
  }

  /// Threads that carry tasks: slots of a pool, threads of a loop.
  var threads: Int {
    switch discipline {
    case .inline: 1
    case .pool(let slots): max(slots, 1)
    case .loop(let threads, _): max(threads, 1)
    }
  }
}
