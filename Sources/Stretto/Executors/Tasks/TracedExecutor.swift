/// An executor of async tasks that records the steps it runs when it has a tracer.
///
/// `EventLoop`, `TracedTaskExecutor` and `SerialThreadExecutor` are.
public protocol TracedExecutor: Sendable {
  /// Where it records; nil for a plain executor.
  var tracer: Tracer? { get }
  /// What tasks are started on.
  var preference: any TaskExecutor { get }
}
