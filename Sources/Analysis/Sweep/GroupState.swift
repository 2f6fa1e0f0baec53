import TraceModel

/// A pool or a loop during the sweep: counts of slots and tasks, and their sums.
struct GroupState {
  let kind: SlotGroup.Kind
  let marks: Marks
  /// Slots of a pool beyond its lanes.
  let unborn: Int64
  /// Lanes of the pool by state, or async tasks in flight by state.
  var counts = Tally()
  var idleReady: Int64 = 0
  var idleUnready: Int64 = 0
  /// Slot lanes that are not ready, idle or not.
  var unready: Int64 = 0
  /// Threads of a loop that are ready.
  var readyThreads: Int64 = 0
  /// Submitted and not picked up.
  var queued: Int64 = 0
  var inFlight: Int64 = 0

  private(set) var ledger = Tally()
  /// Time of queued tasks.
  private(set) var waiting = Tally()
  private(set) var peak: Int64 = 0
  /// Of a loop: how long idle slots fell into each class, and the slots then taken.
  private var classTime = Tally()
  private var takenTime = Tally()
  private var flushed: Int64 = 0

  init(_ facts: GroupFacts, threads: Int) {
    kind = facts.kind
    marks = facts.marks
    unborn = facts.kind == .pool ? max(facts.slots - Int64(facts.lanes.count), 0) : 0
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
    ledger.add(counts, times: time)
    let phase = marks.phase(at: flushed)
    switch kind {
    case .pool: bookIdleLanes(phase, time)
    case .loop:
      let idle = idleClass(phase)
      classTime[idle] &+= time
      takenTime[idle] &+= inFlight &* time
      peak = max(peak, inFlight)
    }
    waiting[.dispatch] &+= dispatchable &* time
    waiting[.startup] &+= startable &* time
    waiting[.queue] &+= unserved &* time
    flushed = now
  }

  /// METHOD 4.2, classes 1 to 6, for the lanes of a pool.
  private mutating func bookIdleLanes(_ phase: Marks.Phase, _ time: Int64) {
    ledger[.unused] &+= unborn &* time
    switch phase {
    case .after: ledger[.teardown] &+= (idleReady + idleUnready) &* time
    case .before: ledger[.serial] &+= (idleReady + idleUnready) &* time
    case .handingOut, .handedOut:
      ledger[.startup] &+= idleUnready &* time
      ledger[.dispatch] &+= dispatchable &* time
      let rest: Bucket = phase == .handingOut ? .serial : .tail
      ledger[rest] &+= (idleReady - dispatchable) &* time
    }
  }

  /// The class of a loop's idle slots, the same for all of them at an instant.
  private func idleClass(_ phase: Marks.Phase) -> Bucket {
    switch phase {
    case .after: .teardown
    case .before: .serial
    case .handingOut, .handedOut:
      readyThreads == 0 ? .startup : phase == .handingOut ? .serial : .tail
    }
  }

  /// The ledger once all time is booked; a loop's idle time needs its slots.
  func finished(slots: Int64) -> Ledger {
    var sums = ledger
    if kind == .loop {
      for bucket in [Bucket.teardown, .serial, .startup, .tail] {
        sums[bucket] &+= slots &* classTime[bucket] &- takenTime[bucket]
      }
    }
    return Ledger(sums)
  }
}
