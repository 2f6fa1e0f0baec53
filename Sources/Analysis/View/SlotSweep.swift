import TraceModel

/// One pass over the common time of all slots, for their band and the strips of a pool's lanes.
///
/// Independent of the sweep that makes the ledgers, which it is held against. O(log lanes) a
/// change.
struct SlotSweep {
  private let owners: RunOwners
  private let streams: SlotStreams
  /// By group; nil for groups of the other kind.
  private(set) var pools: [PoolSlots?] = []
  private(set) var loops: [LoopSlots?] = []
  private(set) var band: BandBuilder
  private(set) var strips: StripBuilder
  private var merge = Merge()
  private var cursors: [Int]
  private var now: Int64 = 0
  /// The groups to be settled at this instant.
  private var dirty: [Int]
  private var isDirty: [Bool]
  /// Of each lane: its state, how many async tasks are in a step on it, its place in its pool.
  private var states: [Bucket?]
  private var stepping: [Int64]
  private var places: [Int]

  /// - Parameters:
  ///   - owners: The run.
  ///   - slots: Of each group.
  ///   - strips: Which lanes' strips to keep.
  ///   - limits: For the band.
  init(_ owners: RunOwners, slots: [Int64], strips: StripBuilder, limits: ViewLimits) {
    self.owners = owners
    self.strips = strips
    let facts = owners.facts
    streams = SlotStreams(owners)
    band = BandBuilder(makespan: facts.makespan, limits: limits)
    cursors = Array(repeating: 0, count: streams.lanes.count + streams.streams.count)
    dirty = Array(facts.groups.indices)
    isDirty = Array(repeating: true, count: facts.groups.count)
    states = Array(repeating: nil, count: facts.lanes.count)
    stepping = Array(repeating: 0, count: facts.lanes.count)
    places = stepping.map { Int($0) }
    for (facts, slots) in zip(facts.groups, slots) {
      switch facts.kind {
      case .pool:
        let pool = PoolSlots(facts, slots: slots)
        band.move(pool.unborn, from: nil, to: .unused)
        for (place, lane) in pool.lanes.enumerated() { places[Int(lane)] = place }
        pools.append(pool)
        loops.append(nil)
      case .loop:
        pools.append(nil)
        loops.append(LoopSlots(facts, slots: slots))
      }
    }
    for source in cursors.indices { if let time = time(of: source) { merge.add(source, at: time) } }
  }

  private func time(of source: Int) -> Int64? {
    let place = cursors[source]
    let times =
      source < streams.lanes.count
      ? owners.lanes[streams.lanes[source]].starts
      : streams.streams[source - streams.lanes.count].times
    return place < times.count ? times[place] : nil
  }

  mutating func run() {
    let end = owners.facts.makespan
    while let (source, time) = merge.first, time < end {
      if time > now { advance(to: time) }
      let place = cursors[source]
      cursors[source] = place + 1
      if source < streams.lanes.count {
        let lane = streams.lanes[source]
        change(lane, to: owners.lanes[lane].flags[place])
      } else {
        apply(source - streams.lanes.count, place)
      }
      merge.advance(to: self.time(of: source))
    }
    advance(to: end)
  }

  /// Settles what happened at this instant, and books the time from it on.
  private mutating func advance(to time: Int64) {
    for group in dirty {
      isDirty[group] = false
      loops[group]?.settle(at: now, &band)
      pools[group]?.settle(at: now) { place, old, new in
        band.move(from: old, to: new)
        strips.note(group, place, new, at: now)
      }
    }
    dirty.removeAll(keepingCapacity: true)
    band.advance(to: time)
    now = time
  }

  private mutating func touch(_ group: Int) {
    if isDirty[group] { return }
    isDirty[group] = true
    dirty.append(group)
  }

  private mutating func change(_ lane: Int, to flags: LaneTimeline.Flags) {
    let facts = owners.facts.lanes[lane]
    if stepping[lane] > 0 {
      band.move(
        stepping[lane], from: states[lane] ?? .unattributed, to: flags.state ?? .unattributed)
    }
    states[lane] = flags.state
    if facts.slotGroup >= 0 {
      pools[Int(facts.slotGroup)]?.change(places[lane], to: flags)
      touch(Int(facts.slotGroup))
    }
    if facts.loopGroup >= 0, flags.isReady {
      loops[Int(facts.loopGroup)]?.hasReadyThread = true
      touch(Int(facts.loopGroup))
    }
  }

  private mutating func apply(_ index: Int, _ place: Int) {
    let stream = streams.streams[index]
    switch stream.kind {
    case .queued(let group, let step):
      pools[group]?.queued += step
      touch(group)
    case .inFlight(let group, let step):
      loops[group]?.inFlight += step
      touch(group)
    case .mark: touch(Int(stream.items[place]))
    case .segments:
      let item = Int(stream.items[place])
      guard item >= 0 else { return move(segment: -item - 1, 0) }
      if !streams.isFirst[item] { move(segment: item - 1, 0) }
      move(segment: item, 1)
    }
  }

  /// An async task enters a segment, or with zero leaves it.
  private mutating func move(segment: Int, _ count: Int64) {
    let place = owners.tasks.segments[segment]
    var state = place.bucket
    if state == nil {
      stepping[Int(place.place)] += count > 0 ? 1 : -1
      state = states[Int(place.place)] ?? .unattributed
    }
    if count > 0 { band.move(from: nil, to: state) } else { band.move(from: state, to: nil) }
  }
}
