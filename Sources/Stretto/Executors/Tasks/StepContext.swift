import Glibc

/// Which step of which traced task the calling thread is in.
///
/// One per thread, touched by that thread only.
final class StepContext {
  /// What a nested step puts aside and brings back.
  struct Step {
    var start: Ticks
    /// The runtime's number of the task, or of the job when it is no task's.
    var taskNumber: UInt64
    /// Nil for a task that was not submitted through a traced executor.
    var record: AsyncTaskRecord?
    /// When this job was enqueued.
    var ready: Ticks
    /// In a job that is no task's: the task whose step enqueued it.
    var origin: AsyncTaskRecord?
    /// Whether the origin was enqueued from here: then this step was a part of it.
    var isOfOrigin = false
  }

  /// Nil between steps.
  var step: Step?
  /// The `LaneNaming` that this thread met last.
  var announced = 0

  private init() {}

  /// The record of the traced task whose step runs on this thread, if any: about 5 ns.
  static var currentRecord: AsyncTaskRecord? { existing?.step?.record }

  private static var existing: StepContext? {
    guard let pointer = unsafe pthread_getspecific(contextKey) else { return nil }
    return unsafe Unmanaged<StepContext>.fromOpaque(pointer).takeUnretainedValue()
  }

  /// The calling thread's context, made at its first step.
  static var ofThisThread: StepContext {
    if let existing { return existing }
    let context = StepContext()
    unsafe pthread_setspecific(contextKey, Unmanaged.passRetained(context).toOpaque())
    return context
  }
}

/// Where a thread keeps its context; released when the thread ends.
private let contextKey: pthread_key_t = {
  var key = pthread_key_t()
  unsafe pthread_key_create(&key, releaseContext)
  return key
}()

private func releaseContext(_ pointer: UnsafeMutableRawPointer?) {
  guard let pointer = unsafe pointer else { return }
  unsafe Unmanaged<StepContext>.fromOpaque(pointer).release()
}
