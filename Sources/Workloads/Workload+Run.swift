package import Stretto
package import TraceModel

extension Workload {
  /// Runs the workload under a model and checks that every task gave a result.
  ///
  /// The run window holds the executor from its creation to the end of its
  /// shutdown; payloads and folders are made before it.
  ///
  /// - Parameters:
  ///   - model: one of `models`.
  ///   - configuration: what each task is to do.
  ///   - tracer: where to record; nil runs on the plain executors.
  /// - Returns: the wall time of the run window and the tasks' checksum.
  /// - Throws: what the first failed task threw, after the shutdown; or that
  ///   the run can't be.
  @available(*, noasync)
  package func run(
    _ model: ExecutionModel, _ configuration: WorkloadConfiguration, tracer: Tracer? = nil
  ) throws -> WorkloadResult {
    try admit(model, configuration)
    guard self == .mixed else {
      return try timed(model, configuration, items(configuration), tracer)
    }
    let folder = try PrivateFolder()
    return try timed(model, configuration, items(configuration, folder: folder.path), tracer)
  }

  /// Runs the workload and writes a trace of it where a path is given; the trace is sealed
  /// also when a task fails, and says which round of a comparison it is.
  @available(*, noasync)
  package func run(
    _ model: ExecutionModel, _ configuration: WorkloadConfiguration, tracingTo path: String?,
    round: Int = 0
  ) throws -> WorkloadResult {
    guard let path else { return try run(model, configuration) }
    let tracer = try Tracer(TracerConfiguration(path: path, round: round))
    let result = Result { try run(model, configuration, tracer: tracer) }
    try tracer.finish()
    return try result.get()
  }

  private func admit(
    _ model: ExecutionModel, _ configuration: WorkloadConfiguration
  ) throws(WorkloadError) {
    guard models.contains(model) else {
      let known = models.map(\.rawValue).joined(separator: ", ")
      throw WorkloadError("\(self) can't be run under \"\(model)\": choose among \(known)")
    }
    guard configuration.tasks > 0 else {
      throw WorkloadError("0 tasks are no workload: ask for 1 or more")
    }
    guard configuration.size >= 0 else { throw WorkloadError("a size can't be negative") }
    guard configuration.workers > 0 else {
      throw WorkloadError("0 workers can't run anything: ask for 1 or more")
    }
    guard !needsServer || configuration.serverPort > 0 else {
      throw WorkloadError("\(self) needs the workload server's port")
    }
  }

  @available(*, noasync)
  private func timed(
    _ model: ExecutionModel, _ configuration: WorkloadConfiguration, _ items: [WorkloadItem],
    _ tracer: Tracer?
  ) throws -> WorkloadResult {
    let run = ModelRun(configuration: configuration, items: items, tracer: tracer)
    let start = MonotonicClock.now()
    let results = try run.window(model) { try run.results(under: model) }
    let wall = MonotonicClock.now() - start
    return WorkloadResult(
      wall: wall, checksum: results.reduce(0) { $0 &+ $1.checksum }, tasks: results.count)
  }
}
