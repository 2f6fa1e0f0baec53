import TraceModel

/// Runs one task after another on the thread that asks: the baseline of every comparison.
///
/// A trace shows each task as a span with its CPU time. Nothing is handed over,
/// so there are no arrows and no executor phases.
public struct SequentialExecutor: Sendable {
  private let tracer: Tracer?

  /// An executor that records into the tracer, or only runs when there is none.
  ///
  /// Make it on the thread that will run the tasks: a trace shows that thread
  /// as the worker.
  public init(tracer: Tracer? = nil) {
    self.tracer = tracer
    tracer?.addRole(.worker, named: "sequential")
  }

  /// Runs the task now.
  ///
  /// - Parameters:
  ///   - key: by which a comparison matches this task with the same task under other models.
  ///   - body: the task.
  /// - Returns: what the body returns.
  /// - Throws: what the body throws; its span is recorded all the same.
  @discardableResult
  public func run<R>(_ key: String, _ body: () throws -> R) rethrows -> R {
    guard let tracer else { return try body() }
    let task = tracer.nextTaskID()
    let name = TraceName(key)
    let cpuAtStart = threadCPUNanoseconds()
    let start = Ticks.now()
    defer {
      let end = Ticks.now()
      let cpu = threadCPUNanoseconds() &- cpuAtStart
      tracer.task(task, key: name, from: start, to: end, cpuNanoseconds: cpu)
    }
    return try body()
  }
}
