import TraceModel

/// What a traced task carries from submission to collection: its ids and its key.
///
/// METHOD section 2: submit a ≤ pick-up p ≤ start s ≤ end e ≤ sent x ≤ seen z.
struct TaskSubmission: Sendable {
  let tracer: Tracer
  let task: UInt32
  let key: TraceName
  /// The arrow from submission to pick-up; the one for the result is the next number.
  let flows: UInt64

  init(_ key: String, tracer: Tracer) {
    self.tracer = tracer
    self.key = TraceName(key)
    task = tracer.nextTaskID()
    flows = tracer.nextFlowIDs(2)
  }

  /// A task that another process submitted.
  init(_ key: String, task: UInt32, flows: UInt64, tracer: Tracer) {
    self.tracer = tracer
    self.key = TraceName(key)
    self.task = task
    self.flows = flows
  }

  /// Hands a task to an executor inside a "submit" span; the arrow starts just before.
  ///
  /// - Parameters:
  ///   - key: the task's key.
  ///   - tracer: where to record.
  ///   - handOver: gives the task, submitted at this instant, to the executor;
  ///     refuses the handle when the executor takes no more tasks.
  /// - Returns: the task's handle.
  static func hand<R>(
    _ key: String, to tracer: Tracer,
    _ handOver: (TaskSubmission, TaskHandle<R>) -> ((Ticks) -> Void)
  ) -> TaskHandle<R> {
    let start = Ticks.now()
    let submission = TaskSubmission(key, tracer: tracer)
    let handle = TaskHandle<R>(submission)
    let give = handOver(submission, handle)
    let submitted = Ticks.now()
    give(submitted)
    guard !handle.isRefused else { return handle }
    submission.recordSubmission(from: start, submitted: submitted)
    return handle
  }

  /// The calling thread has handed the task over.
  func recordSubmission(from start: Ticks, submitted: Ticks) {
    flow(.start, .submit, at: submitted)
    tracer.phase(.dispatch, "submit", from: start, to: Ticks.now(), task: task)
  }

  /// Runs the task's body on the thread that picked it up, then hands the result back.
  ///
  /// CPU time is read outside the task's span: the read costs a microsecond.
  func perform<R>(_ body: () throws -> R, handingBackTo handle: TaskHandle<R>) {
    let pickUp = Ticks.now()
    flow(.finish, .submit, at: pickUp)
    let cpuAtStart = threadCPUNanoseconds()
    let start = Ticks.now()
    tracer.phase(.dispatch, "take", from: pickUp, to: start, task: task)
    let result = Result { try body() }
    let end = Ticks.now()
    let cpu = threadCPUNanoseconds() &- cpuAtStart
    tracer.task(task, key: key, from: start, to: end, cpuNanoseconds: cpu)
    recordReturn(from: end) { handle.complete(result) }
  }

  /// Hands a result back inside a "return" span; the arrow starts just before.
  func recordReturn(from start: Ticks, _ handBack: () -> Void) {
    flow(.start, .result, at: Ticks.now())
    handBack()
    tracer.phase(.dispatch, "return", from: start, to: Ticks.now(), task: task)
  }

  /// The calling thread was blocked until the task had ended.
  func recordJoin(from start: Ticks) {
    tracer.wait(.join, from: start, to: Ticks.now(), task: task)
  }

  /// The calling thread has the result now.
  func recordCollection() {
    let start = Ticks.now()
    flow(.finish, .result, at: start)
    tracer.phase(.dispatch, "collect", from: start, to: Ticks.now(), task: task)
  }

  func flow(_ end: FlowEnd, _ category: Category, at instant: Ticks) {
    let id = category == .result ? flows &+ 1 : flows
    tracer.flow(end, category, id: id, task: task, at: instant)
  }
}
