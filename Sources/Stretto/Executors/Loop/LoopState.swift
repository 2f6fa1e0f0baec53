import CClock

/// What the threads around an event loop share, under its lock.
struct LoopState {
  enum Direction {
    case reading
    case writing
  }

  /// Who waits for a descriptor, by direction.
  struct Interest {
    var reader: Wakeable?
    var writer: Wakeable?

    subscript(direction: Direction) -> Wakeable? {
      get { direction == .reading ? reader : writer }
      set { if direction == .reading { reader = newValue } else { writer = newValue } }
    }
  }

  private(set) var inbox = RingQueue<QueuedJob>()
  var timers = TimerHeap<Wakeable>()
  var interests: [Int32: Interest] = [:]
  /// Whether the loop's thread is about to wait for events, so that it must be woken.
  var isAsleep = false
  var isClosing = false
  private(set) var isStopped = false

  private let limit: Int
  private var inFlight = 0
  private var awaitingAdmission = RingQueue<@Sendable () -> Void>()

  init(limit: Int?) { self.limit = limit ?? .max }

  /// Whether the loop still runs jobs.
  mutating func accept(_ job: QueuedJob) -> Bool {
    guard !isStopped else { return false }
    inbox.append(job)
    return true
  }

  /// What the loop's thread does next.
  enum Turn {
    /// Resume a sleeper whose time has come.
    case wake(Wakeable)
    /// Run the jobs taken, and then look for ready descriptors if somebody waits for any.
    case run(isWatching: Bool)
    /// Wait for events, at most so long; negative: for ever.
    case wait(nanoseconds: Int64)
    case stop
  }

  /// Decides the next turn; the jobs to run are taken into `jobs`, which is empty before.
  mutating func nextTurn(taking jobs: inout RingQueue<QueuedJob>) -> Turn {
    let deadline = timers.next
    let now = deadline == nil ? 0 : stretto_clock_monotonic()
    if let deadline, deadline <= now, let due = timers.popDue(at: now) { return .wake(due) }
    if !inbox.isEmpty {
      swap(&inbox, &jobs)
      return .run(isWatching: !interests.isEmpty)
    }
    if isClosing && inFlight == 0 && awaitingAdmission.isEmpty {
      isStopped = true
      return .stop
    }
    isAsleep = true
    return .wait(nanoseconds: deadline.map { max(0, $0 - now) } ?? -1)
  }
}

// MARK: Admission

extension LoopState {
  enum Admission {
    case start
    case wait
    case refuse
  }

  /// Admits a task, or keeps what starts it until another has ended.
  mutating func admit(_ start: @escaping @Sendable () -> Void) -> Admission {
    guard !isClosing else { return .refuse }
    guard inFlight < limit else {
      awaitingAdmission.append(start)
      return .wait
    }
    inFlight += 1
    return .start
  }

  /// A task has ended; gives what starts the next one.
  mutating func taskEnded() -> (@Sendable () -> Void)? {
    let next = awaitingAdmission.popFirst()
    if next == nil { inFlight -= 1 }
    return next
  }
}
