import TraceModel

/// A pool or a loop during the sweep: what depends on several of its owners.
struct GroupState {
  let kind: SlotGroup.Kind
  /// Slots of a pool beyond its lanes.
  private let unborn: Int64
  var idleReady: Int64 = 0
  var idleUnready: Int64 = 0
  /// Slot lanes that are not ready, idle or not.
  var unready: Int64 = 0
  /// Threads of a loop that are ready.
  var readyThreads: Int64 = 0
  /// Submitted and not picked up.
  var queued: Int64 = 0
  var inFlight: Int64 = 0

  /// Idle slots of a pool; of a loop the time itself, whose slots are not known yet.
  var idle: IdleClasses
  /// Of a loop: the slots taken, in the same classes.
  private(set) var taken: IdleClasses
  /// Time of queued tasks.
  private(set) var waiting = Tally()
  private(set) var peak: Int64 = 0
  private var flushed: Int64

  init(_ facts: GroupFacts, from start: Int64, knowsFuture: Bool) {
    kind = facts.kind
    unborn = facts.kind == .pool ? max(facts.slots - Int64(facts.lanes.count), 0) : 0
    idle = IdleClasses(knowsFuture ? facts.marks : nil)
    taken = idle
    flushed = start
  }

  /// Queued tasks that an idle ready slot could have taken.
  var dispatchable: Int64 { min(queued, idleReady) }
  /// Further queued tasks for which a worker was starting.
  var startable: Int64 { min(queued - dispatchable, unready) }
  /// Queued tasks for which there was no worker.
  var unserved: Int64 { queued - dispatchable - startable }

  /// Books the time since the last change; to be called before every change.
  mutating func flush(at now: Int64) {
    let time = now - flushed
    guard time > 0 else { return }
    switch kind {
    case .pool:
      let dispatch = dispatchable
      idle.book(
        IdleClasses.Amounts(
          starting: idleUnready &* time, dispatch: dispatch &* time,
          rest: (idleReady - dispatch) &* time), at: flushed)
    case .loop:
      let isReady = readyThreads > 0
      idle.book(amounts(time, isReady), at: flushed)
      taken.book(amounts(inFlight &* time, isReady), at: flushed)
      peak = max(peak, inFlight)
    }
    if queued > 0 {
      waiting[.dispatch] &+= dispatchable &* time
      waiting[.startup] &+= startable &* time
      waiting[.queue] &+= unserved &* time
    }
    flushed = now
  }

  private func amounts(_ time: Int64, _ isReady: Bool) -> IdleClasses.Amounts {
    isReady ? IdleClasses.Amounts(rest: time) : IdleClasses.Amounts(starting: time)
  }

  /// Tells the classes that do not know the future what happens.
  mutating func note(_ happening: (inout IdleClasses) -> Void) {
    happening(&idle)
    happening(&taken)
  }

  /// Adds what a later chunk of the same run has booked.
  mutating func add(_ later: GroupState) {
    idle.add(later.idle)
    taken.add(later.taken)
    waiting.add(later.waiting, times: 1)
    peak = max(peak, later.peak)
  }

  /// The slot ledger once all time is booked.
  ///
  /// `used` are the slots in use by bucket, as the owners themselves show.
  func finished(slots: Int64, makespan: Int64, used: Tally) -> Ledger {
    var sums = used
    switch kind {
    case .pool:
      sums.add(idle.sums, times: 1)
      sums[.unused] &+= unborn &* makespan
    case .loop:
      for bucket in [Bucket.teardown, .serial, .startup, .tail] {
        sums[bucket] &+= slots &* idle.sums[bucket] &- taken.sums[bucket]
      }
    }
    return Ledger(sums)
  }
}
