import Glibc

/// What the threads of a process pool share, under its lock.
struct PoolState {
  private(set) var pending = RingQueue<PoolTask>()
  private(set) var isClosed = false
  /// Why the pool takes no more tasks, once no worker is left.
  private(set) var failure: ExecutorError?
  private var feeders: Int
  private var hellos = 0
  /// The worker processes alive, to be killed when the pool fails to start.
  private(set) var processes: Set<pid_t> = []

  init(feeders: Int) { self.feeders = feeders }

  /// Why a task cannot be taken, or nil.
  mutating func accept(_ task: PoolTask) -> ExecutorError? {
    if let failure { return failure }
    if isClosed { return .afterShutDown("process pool") }
    pending.append(task)
    return nil
  }

  /// A task for a feeder; `.some(nil)` when none will come; nil when one may.
  mutating func next() -> PoolTask?? {
    if let task = pending.popFirst() { return .some(task) }
    return isClosed ? .some(nil) : nil
  }

  /// Whether a new worker would have nothing to do.
  var isDone: Bool { isClosed && pending.isEmpty }

  mutating func close() { isClosed = true }

  /// Closes the pool, and ends its workers at once.
  mutating func abort() {
    isClosed = true
    for process in processes { kill(process, SIGKILL) }
  }

  mutating func workerStarted(_ process: pid_t) {
    processes.insert(process)
    if isClosed && failure != nil { kill(process, SIGKILL) }
  }

  /// Call it before the process is waited for: its number may be used again then.
  mutating func workerEnding(_ process: pid_t) { processes.remove(process) }

  mutating func workerSaidHello() { hellos += 1 }

  /// A feeder has no worker any more; gives the tasks that nobody will do.
  mutating func feederGaveUp(_ error: ExecutorError, returning task: PoolTask?) -> [PoolTask] {
    feeders -= 1
    if let task { pending.append(task) }
    guard feeders == 0 else { return [] }
    failure = error
    var abandoned: [PoolTask] = []
    while let task = pending.popFirst() { abandoned.append(task) }
    return abandoned
  }

  /// Whether the pool has started: nil while no worker has said hello and some may yet.
  var start: Result<Void, ExecutorError>? {
    if hellos > 0 { return .success(()) }
    return failure.map { .failure($0) }
  }
}
