import CThreadState
package import TraceModel

extension Tracer {
  /// Records `body` as a run: the window in which the report measures speedup and losses.
  ///
  /// The calling thread is the run's coordinator: it hands out the work and
  /// collects the results. One run at a time; runs that follow each other may
  /// share a trace. Costs about a microsecond at either end.
  ///
  /// - Parameters:
  ///   - model: The way the workload is run.
  ///   - slots: How many tasks can be carried at a time; nil where only the trace can tell.
  ///   - cores: How many threads can run at a time; nil for this process's share.
  ///   - name: What the run is called; nil for the model's word.
  ///   - body: Creates the executor, runs the workload, shuts the executor down.
  /// - Returns: What `body` returns.
  /// - Throws: What `body` throws; the run is recorded all the same.
  public func run<Result, Failure: Error>(
    _ model: RunModel, slots: Int? = nil, cores: Int? = nil, name: String? = nil,
    _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    beginRun(RunArguments(model, slots: slots, cores: cores), name: name ?? model.rawValue)
    defer { endRun() }
    return try body()
  }

  /// Records an asynchronous `body` as a run; its coordinator is the thread it starts on.
  ///
  /// - Parameters:
  ///   - model: The way the workload is run.
  ///   - slots: How many tasks can be carried at a time; nil where only the trace can tell.
  ///   - cores: How many threads can run at a time; nil for this process's share.
  ///   - name: What the run is called; nil for the model's word.
  ///   - body: Creates the executor, runs the workload, shuts the executor down.
  /// - Returns: What `body` returns.
  /// - Throws: What `body` throws; the run is recorded all the same.
  public nonisolated(nonsending) func asyncRun<Result, Failure: Error>(
    _ model: RunModel, slots: Int? = nil, cores: Int? = nil, name: String? = nil,
    _ body: nonisolated(nonsending) () async throws(Failure) -> Result
  ) async throws(Failure) -> Result {
    beginRun(RunArguments(model, slots: slots, cores: cores), name: name ?? model.rawValue)
    defer { endRun() }
    return try await body()
  }

  /// Starts a run whose coordinator is the calling thread.
  package func beginRun(_ arguments: RunArguments, name: String) {
    guard isEnabled else { return }
    let lane = LaneID(process: core.parts.process, thread: stretto_thread_number())
    addRole(.coordinator, named: "coordinator")
    core.journal.begin(
      RunJournal.RunEvent(name: name, arguments: arguments, lane: lane, start: .now()))
  }

  /// Ends the run begun last.
  package func endRun() { core.journal.end(at: .now()) }
}

extension RunArguments {
  /// The arguments of a run; the cores are asked for where they are not given.
  init(_ model: RunModel, slots: Int?, cores: Int?) {
    self.init(
      model: ExecutionModel(rawValue: model.rawValue),
      cores: cores.map { max(1, $0) } ?? AvailableCores.now().count, slots: slots)
  }
}
