import TraceModel

/// A traced async task between its creation and its completion.
///
/// Its steps may run on any thread, and the next one may start before the thread
/// that ran the last one has noticed its end: the later of the two then knows.
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
    var stepStart = Ticks(count: 0)
    /// The end of the last step, while no step runs.
    var suspended: Ticks?
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
    progress.withLock { $0.stepStart = step.start }
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

  /// A step starts: records the wait that its enqueueing ended, and gives the step's number.
  func resume(ready: Ticks, start: Ticks) -> Int {
    let (step, wait) = progress.withLock { progress in
      progress.step += 1
      progress.stepStart = start
      let wait = progress.suspended.take().map { (from: $0, reason: progress.reason) }
      return (progress.step, wait)
    }
    if let wait, wait.from < ready {
      tracer.asyncWait(wait.reason, task: submission.task, from: wait.from, to: ready)
    }
    return step
  }

  /// A step has ended: gives the end to record, never after the start of the next.
  func suspend(step: Int, end: Ticks) -> Ticks {
    progress.withLock { progress in
      guard progress.step == step else { return min(end, progress.stepStart) }
      progress.suspended = end
      return end
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
