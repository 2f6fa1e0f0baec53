package import TraceModel

/// What handing tasks to workers costs (METHOD 8.1); of pool tasks only.
///
/// A part is nil where no task went through it.
package struct ExecutorFigures: Hashable, Sendable {
  /// p − a: submitted and not picked up.
  package var queueDelay: Distribution?
  /// s − p: picked up and not started.
  package var prepare: Distribution?
  /// e − s.
  package var service: Distribution?
  /// x − e: ended and not sent.
  package var send: Distribution?
  /// z − x: sent and not in the consumer's hands.
  package var returnDelay: Distribution?

  /// ready − t_create of each worker.
  package var startup: Distribution?
  /// The first body's start − t_create.
  package var firstTaskDelay: Nanoseconds?

  /// N of the formulas: tasks with a body.
  package var tasks: Int
  /// K: the smaller of slots and cores.
  package var width: Int
  /// d_c: dispatch and serialization on the coordinator by task, to the nearest
  /// nanosecond; zero where it shows none.
  package var coordinatorCost: Nanoseconds
  /// d_w: the same on all other lanes.
  package var workerCost: Nanoseconds
  /// 1/d_c in tasks per second: what the coordinator can hand out at most.
  package var throughputCap: Double?
  /// K_max = x/d_c: how many workers it can keep busy with this run's tasks.
  package var usefulWidth: Double?
  /// x_min = (s·K/N + d_w)/(K − 1): below this service time the pool loses
  /// against running in sequence; nil with fewer than two workers.
  package var breakEvenGrain: Nanoseconds?
  /// d_w·0.9/0.1: the service time for 90 % efficiency once warm.
  package var grainForNineTenths: Nanoseconds

  package init(tasks: Int, width: Int) {
    self.tasks = tasks
    self.width = width
    coordinatorCost = .zero
    workerCost = .zero
    grainForNineTenths = .zero
  }
}
