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
  /// Submits every task and collects the results in the order of the tasks.
  ///
  /// - Parameters:
  ///   - limit: how many tasks may be in flight; before one more is submitted,
  ///     the oldest is waited for. Nil: all at once.
  ///   - submit: hands one task to the executor.
  /// - Returns: the results in the order of the tasks.
  /// - Throws: what the first failed task threw. Every task is waited for
  ///   nevertheless, so that a trace shows all that succeeded.
  @available(*, noasync)
  func collect(
    limit: Int? = nil, _ submit: (WorkloadItem) -> TaskHandle<ItemResult>
  ) throws -> [ItemResult] {
    var handles: [TaskHandle<ItemResult>] = []
    var outcomes: [Result<ItemResult, any Error>] = []
    for item in items {
      if let limit, handles.count - outcomes.count >= limit {
        let oldest = handles[outcomes.count]
        outcomes.append(Result { try oldest.wait() })
      }
      handles.append(submit(item))
    }
    outcomes += handles[outcomes.count...].map { handle in Result { try handle.wait() } }
    return try outcomes.map { try $0.get() }
  }
}
