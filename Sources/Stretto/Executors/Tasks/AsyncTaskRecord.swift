import TraceModel

/// A traced async task between its creation and its completion.
///
/// Its steps may run on any thread, and the next one may start before the thread
/// that ran the last one has noticed its end. Each says when under the lock, and the
/// later of the two keeps clear of the other: no two steps of a task overlap.
final class AsyncTaskRecord: Sendable {
  let submission: TaskSubmission
  /// When the task was created or admitted: its `b`.
  private let created: Ticks
  /// Whether the result's arrow starts at the task's end.
  private let handsBackResult: Bool
  private let progress = Guarded(Progress())

  private struct Progress {
    var reason = WaitReason.unknown
    /// Counts from 1, the step that the task began in.
    var step = 1
    /// The end of the last step, while no step runs.
    var suspended: Ticks?
    /// Steps whose end nobody has noticed yet, and when the one after each started.
    var overtaken: [(step: Int, next: Ticks)] = []
  }

  init(_ submission: TaskSubmission, created: Ticks, handsBackResult: Bool = true) {
    self.submission = submission
    self.created = created
    self.handsBackResult = handsBackResult
  }

  private var tracer: Tracer { submission.tracer }

  /// Called by the task itself, first thing in its first step.
  func begin() {
    tracer.asyncTaskBegan(submission.task, key: submission.key, at: created)
    let context = StepContext.ofThisThread
    guard let step = context.step else { return }
    AsyncTaskRegistry.shared.insert(self, for: step.taskNumber)
    context.step?.record = self
    submission.flow(.finish, .submit, at: step.start)
  }

  /// Called by the task itself, last thing in its last step, before the result is handed back.
  func end() {
    let context = StepContext.ofThisThread
    let now = Ticks.now()
    if let step = context.step, step.record === self {
      AsyncTaskRegistry.shared.remove(step.taskNumber)
      if handsBackResult { submission.flow(.start, .result, at: now) }
    } else if handsBackResult {
      submission.recordReturn(from: now) {}
    }
    tracer.asyncTaskEnded(submission.task, key: submission.key, at: now)
  }

  /// A step starts: records the wait that its enqueueing ended, and gives the step's number
  /// and the start to record, never before the end of the last.
  func resume(ready: Ticks, start: Ticks) -> (step: Int, start: Ticks) {
    let (step, suspended, reason) = progress.withLock { progress in
      let suspended = progress.suspended.take()
      if suspended == nil { progress.overtaken.append((progress.step, start)) }
      progress.step += 1
      return (progress.step, suspended, progress.reason)
    }
    guard let suspended else { return (step, start) }
    if suspended < ready {
      tracer.asyncWait(reason, task: submission.task, from: suspended, to: ready)
    }
    return (step, max(start, suspended))
  }

  /// A step has ended: gives the end to record, never after the start of the next.
  func suspend(step: Int, end: Ticks) -> Ticks {
    progress.withLock { progress in
      if progress.step == step {
        progress.suspended = end
        return end
      }
      guard let index = progress.overtaken.firstIndex(where: { $0.step == step }) else {
        return end
      }
      return min(end, progress.overtaken.remove(at: index).next)
    }
  }

  /// Says why the task will wait from now on; gives what was said before.
  func declare(_ reason: WaitReason) -> WaitReason {
    progress.withLock { progress in
      defer { progress.reason = reason }
      return progress.reason
    }
  }
}
