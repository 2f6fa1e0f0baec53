import Stretto
import TraceModel

/// One run of a workload's tasks under one model, from the executor's creation to its shutdown.
struct ModelRun: Sendable {
  let configuration: WorkloadConfiguration
  let items: [WorkloadItem]
  let tracer: Tracer?

  /// Runs `body` inside the trace's run window.
  @available(*, noasync)
  func window<R>(_ model: ExecutionModel, _ body: () throws -> R) throws -> R {
    guard let tracer else { return try body() }
    return try tracer.run(RunModel(rawValue: model.rawValue), slots: slots(under: model)) {
      try body()
    }
  }

  /// The slots to declare; nil where only the trace can tell.
  ///
  /// Dispatch decides by itself how many threads it runs; async tasks are as many as are in flight.
  func slots(under model: ExecutionModel) -> Int? {
    switch model {
    case .sequential: 1
    case .threads, .processes: configuration.workers
    case .dispatch: nil
    default: configuration.limit
    }
  }

  @available(*, noasync)
  func results(under model: ExecutionModel) throws -> [ItemResult] {
    switch model {
    case .sequential: try sequential()
    case .threads: try threads()
    case .async: try eventLoop(isBlocking: false)
    case .asyncBlocking: try eventLoop(isBlocking: true)
    case .tasks: try globalTasks()
    case .actor: try actor()
    case .dispatch: try dispatch()
    case .processes: try processes()
    default: throw WorkloadError("no workload knows the model \"\(model)\"")
    }
  }
}

extension ModelRun {
  /// Submits every task, no more at once than the configuration allows, and collects the results.
  @available(*, noasync)
  func submitAll(
    _ submit: (WorkloadItem, InFlightLimit) -> TaskHandle<ItemResult>
  ) throws -> [ItemResult] {
    let limit = InFlightLimit(configuration.limit, tracer: tracer)
    return try collect(
      items.map { item in
        limit.admit()
        return submit(item, limit)
      })
  }
}

/// Waits for all results in the order of the tasks; throws what the first failed one threw.
@available(*, noasync)
func collect(_ handles: [TaskHandle<ItemResult>]) throws -> [ItemResult] {
  // Every handle is waited for, so that a trace shows the collection of all that succeeded.
  let outcomes = handles.map { handle in Result { try handle.wait() } }
  return try outcomes.map { try $0.get() }
}
