import TraceModel

/// A job that waits for its executor.
struct QueuedJob: Sendable {
  let job: UnownedJob
  /// When it was enqueued; zero when nothing is recorded.
  let ready: Ticks
  /// For a job that is no task's, such as `Task.yield` makes: the task whose step enqueued it.
  let origin: AsyncTaskRecord?

  /// A job to run without recording.
  init(plain job: UnownedJob) {
    self.job = job
    ready = Ticks(count: 0)
    origin = nil
  }

  /// A job enqueued now by the calling thread.
  ///
  /// When a task enqueues a job that is no task's and that job enqueues the
  /// task again, the task was ready all along: it only yielded or ran in an actor.
  init(traced job: UnownedJob) {
    self.job = job
    let number = taskNumber(of: job)
    let context = StepContext.ofThisThread
    origin = number == 0 ? context.step?.record : nil
    if let step = context.step, let waiting = step.origin,
      AsyncTaskRegistry.shared.find(number) === waiting
    {
      context.step?.isOfOrigin = true
      ready = step.ready
    } else {
      ready = .now()
    }
  }
}

/// Runs the jobs of one executor and records each as a step of its task.
struct StepRecorder: Sendable {
  let tracer: Tracer

  /// Runs a job and records it.
  ///
  /// - Parameters:
  ///   - queued: one part of an async task, or a job that is no task's.
  ///   - run: runs the job; afterwards the job must not be touched.
  func step(_ queued: QueuedJob, _ run: (UnownedJob) -> Void) {
    let context = StepContext.ofThisThread
    let outer = context.step
    let number = taskNumber(of: queued.job)
    let known = number == 0 ? nil : AsyncTaskRegistry.shared.find(number)
    let now = Ticks.now()
    let (step, start) = known?.resume(ready: queued.ready, start: now) ?? (1, now)
    context.step = StepContext.Step(
      start: start, taskNumber: number, record: known, ready: queued.ready, origin: queued.origin)
    run(queued.job)
    let end = Ticks.now()
    let finished = context.step
    context.step = outer
    record(finished, number: step, from: start, to: end)
  }

  private func record(_ step: StepContext.Step?, number: Int, from start: Ticks, to end: Ticks) {
    var end = end
    var task: UInt32 = 0
    if let record = step?.record {
      task = record.submission.task
      end = max(start, record.suspend(step: number, end: end))
    } else if let step, step.isOfOrigin, let origin = step.origin {
      task = origin.submission.task
    }
    tracer.phase(.step, "step", from: start, to: end, task: task)
  }
}
