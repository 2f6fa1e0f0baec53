import TraceModel

/// One pass over the common time of all owners: what depends on several of them.
///
/// Between two changes nothing happens, so each counter adds count · time to its
/// bucket (METHOD 12). Runs over the whole window or over a chunk of it; chunks
/// that follow one another add up to the whole. The state is proportional to
/// lanes, groups and entities.
struct Sweep {
  let owners: RunOwners
  let streams: Streams
  private let start: Int64
  private let end: Int64
  private let knowsFuture: Bool

  private(set) var now: Int64
  private(set) var groups: [GroupState]
  private(set) var overlap: OverlapSums
  private(set) var core: CoreLedger
  /// Cores that nothing waits for.
  private(set) var idleCores: IdleClasses
  private var unreadyThreads: Int64 = 0

  private var merge = Merge()
  private var cursors: [Int] = []
  private var flags: [LaneTimeline.Flags]

  /// Makes ready to sweep a chunk of the window, or with nil all of it.
  ///
  /// Without knowing the future, idle time is classified in one pass that learns
  /// as it goes, which only a whole window allows; the streams must have been
  /// made alike.
  init(
    _ owners: RunOwners, _ streams: Streams, cores: Int64, chunk: Range<Int64>? = nil,
    knowsFuture: Bool = true
  ) {
    let chunk = chunk ?? 0..<max(owners.facts.makespan, 0)
    self.owners = owners
    self.streams = streams
    self.knowsFuture = knowsFuture
    (start, end, now) = (chunk.lowerBound, chunk.upperBound, chunk.lowerBound)
    core = CoreLedger(cores: cores)
    idleCores = IdleClasses(knowsFuture ? owners.facts.marks : nil)
    groups = owners.facts.groups.map {
      GroupState($0, from: chunk.lowerBound, knowsFuture: knowsFuture)
    }
    overlap = OverlapSums(Entities(owners.facts), from: chunk.lowerBound)
    flags = Array(repeating: LaneTimeline.Flags(), count: owners.lanes.count)
    resumeLanes()
    resumeCounters()
  }

  /// Every lane as it was just before the chunk; at the run's start, unborn.
  private mutating func resumeLanes() {
    for lane in streams.lanes {
      let facts = owners.facts.lanes[lane]
      if facts.isExecutorThread { unreadyThreads += 1 }
      if facts.slotGroup >= 0 {
        groups[Int(facts.slotGroup)].unready += 1
        groups[Int(facts.slotGroup)].idleUnready += 1
      }
    }
    for (source, lane) in streams.lanes.enumerated() {
      let starts = owners.lanes[lane].starts
      let place = starts.count(before: start)
      cursors.append(place)
      if place > 0 {
        let before = owners.lanes[lane].flags[place - 1]
        move(lane, to: before)
        if before.isActive { overlap.resume(overlap.entities.lane(lane)) }
      }
      if place < starts.count { merge.add(source, at: starts[place]) }
    }
  }

  /// Every counter as it stood just before the chunk.
  private mutating func resumeCounters() {
    for (index, counter) in streams.counters.enumerated() {
      let place = counter.times.count(before: start)
      cursors.append(place)
      if place < counter.times.count {
        merge.add(streams.lanes.count + index, at: counter.times[place])
      }
      if place > 0 { add(counter.step * Int64(place), to: counter.kind) }
    }
    guard start > 0 else { return }
    for (index, task) in owners.facts.tasks.prefix(owners.facts.asyncCount).enumerated()
    where task.submit < start && start <= task.end && task.submit < task.end {
      overlap.resume(overlap.entities.task(index))
    }
  }

  mutating func run() {
    // An end at the very end still tells that what came before was no teardown.
    let last = knowsFuture ? end - 1 : end
    while let (source, time) = merge.first, time <= last {
      if time > now { advance(to: time) }
      let place = cursors[source]
      cursors[source] = place + 1
      if source < streams.lanes.count {
        let lane = streams.lanes[source]
        change(lane, to: owners.lanes[lane].flags[place])
        let starts = owners.lanes[lane].starts
        merge.advance(to: place + 1 < starts.count ? starts[place + 1] : nil)
      } else {
        let index = source - streams.lanes.count
        apply(index, place)
        let times = streams.counters[index].times
        merge.advance(to: place + 1 < times.count ? times[place + 1] : nil)
      }
    }
    advance(to: end)
    overlap.finish(at: now)
    for index in groups.indices {
      groups[index].flush(at: now)
      groups[index].note { $0.finish() }
    }
    idleCores.finish()
  }

  /// Adds what the chunk that follows this one has booked.
  mutating func add(_ later: Sweep) {
    core.add(later.core)
    idleCores.add(later.idleCores)
    overlap.add(later.overlap)
    for index in groups.indices { groups[index].add(later.groups[index]) }
    now = later.now
  }

  /// Adds count · time to everything that is not zero.
  private mutating func advance(to time: Int64) {
    let length = time - now
    guard length > 0 else { return }
    bookIdleCores(core.book(length) &* length)
    let atWork = core.now.running[.work] &+ core.now.lanes[.work]
    let inIO = core.now.running[.io] &+ core.now.lanes[.io] &+ core.now.tasks[.io]
    overlap.book(atWork: atWork, inIO: inIO, time: length)
    now = time
  }

  /// METHOD 4.3, last line.
  private mutating func bookIdleCores(_ amount: Int64) {
    guard amount > 0 else { return }
    idleCores.book(
      unreadyThreads > 0
        ? IdleClasses.Amounts(starting: amount) : IdleClasses.Amounts(rest: amount), at: now)
  }

  var coreLedger: Ledger {
    guard owners.facts.model == .sequential else { return core.finished(rest: idleCores.sums) }
    var rest = Tally()
    rest[.serial] = idleCores.sums.total
    return core.finished(rest: rest)
  }
}

extension Sweep {
  private mutating func change(_ lane: Int, to new: LaneTimeline.Flags) {
    let wasActive = flags[lane].isActive
    move(lane, to: new)
    if wasActive == new.isActive { return }
    let entity = overlap.entities.lane(lane)
    if wasActive { overlap.leave(entity, at: now) } else { overlap.enter(entity, at: now) }
  }

  /// Moves what a lane contributes to the counters.
  private mutating func move(_ lane: Int, to new: LaneTimeline.Flags) {
    let old = flags[lane]
    flags[lane] = new
    count(old, -1)
    count(new, 1)
    let facts = owners.facts.lanes[lane]
    let becameReady = !old.isReady && new.isReady
    if becameReady, facts.isExecutorThread { unreadyThreads -= 1 }
    if facts.slotGroup >= 0, becameReady || old.isIdle != new.isIdle {
      change(Int(facts.slotGroup)) { group in
        if old.isIdle { if old.isReady { group.idleReady -= 1 } else { group.idleUnready -= 1 } }
        if new.isIdle { if new.isReady { group.idleReady += 1 } else { group.idleUnready += 1 } }
        if becameReady { group.unready -= 1 }
      }
    }
    if becameReady, facts.loopGroup >= 0 {
      change(Int(facts.loopGroup)) { $0.readyThreads += 1 }
    }
  }

  private mutating func count(_ flags: LaneTimeline.Flags, _ sign: Int64) {
    if flags.isOnCore {
      core.now.running[flags.state ?? .unattributed] += sign
    } else if let state = flags.state {
      core.now.lanes[state] += sign
    }
  }

  private mutating func apply(_ index: Int, _ place: Int) {
    let counter = streams.counters[index]
    if case .inFlight = counter.kind {
      let entity = overlap.entities.task(Int(counter.tasks[place]))
      if counter.step > 0 {
        overlap.enter(entity, at: now)
      } else {
        overlap.leave(entity, at: now)
      }
    }
    add(counter.step, to: counter.kind)
  }

  private mutating func add(_ step: Int64, to kind: Streams.Kind) {
    switch kind {
    case .queued(let group): change(group) { $0.queued += step }
    case .inFlight(let group): change(group) { $0.inFlight += step }
    case .outside(let bucket): core.now.tasks[bucket] += step
    case .mark: for group in groups.indices { groups[group].flush(at: now) }
    case .created(let group): note(group) { $0.create() }
    case .submitted(let group): note(group) { $0.submit() }
    case .ended(let group): note(group) { $0.end() }
    }
  }

  /// Changes a group: books it up to now, and keeps the sums over groups right.
  private mutating func change(_ index: Int, _ body: (inout GroupState) -> Void) {
    groups[index].flush(at: now)
    core.now.dispatchable -= groups[index].dispatchable
    core.now.startable -= groups[index].startable
    core.now.unserved -= groups[index].unserved
    body(&groups[index])
    core.now.dispatchable += groups[index].dispatchable
    core.now.startable += groups[index].startable
    core.now.unserved += groups[index].unserved
  }

  private mutating func note(_ index: Int?, _ happening: (inout IdleClasses) -> Void) {
    happening(&idleCores)
    guard let index else { return }
    groups[index].flush(at: now)
    groups[index].note(happening)
  }
}
