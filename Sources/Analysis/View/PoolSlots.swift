import TraceModel

/// The slots of a pool during the sweep for a view: each lane's own state, and which of the idle
/// ones stand before a queued task (METHOD 4.2).
///
/// Of the idle ready lanes the first min(q, idle ready) are in `dispatch`: in the order of the
/// lanes, so that the sum over them is the slot ledger. O(log lanes) a change.
struct PoolSlots {
  let lanes: [Int32]
  /// Declared slots that were never born.
  let unborn: Int64
  private let marks: Marks
  private var own: [Bucket?]
  private var isReady: [Bool]
  private(set) var shown: [Bucket?]
  private var idleReady: RankedSet
  var queued: Int64 = 0
  private var touched: [Int] = []
  /// Idle ready lanes before it are in `dispatch`.
  private var boundary = 0
  private var phase: Marks.Phase?

  init(_ facts: GroupFacts, slots: Int64) {
    lanes = facts.lanes
    marks = facts.marks
    unborn = max(slots - Int64(lanes.count), 0)
    own = Array(repeating: nil, count: lanes.count)
    isReady = Array(repeating: false, count: lanes.count)
    shown = own
    idleReady = RankedSet(below: lanes.count)
  }

  /// Notes what a lane does from now on; takes effect when the instant is settled.
  mutating func change(_ place: Int, to flags: LaneTimeline.Flags) {
    own[place] = flags.state
    isReady[place] = flags.isReady
    idleReady.set(place, flags.isIdle && flags.isReady)
    touched.append(place)
  }

  /// Finds every lane's state anew where it may have changed, and tells of each that did.
  mutating func settle(at now: Int64, _ tell: (_ place: Int, _ old: Bucket?, _ new: Bucket) -> Void)
  {
    let before = boundary
    boundary = idleReady[Int(min(queued, Int64(idleReady.count)))]
    let newPhase = marks.phase(at: now)
    if newPhase != phase {
      phase = newPhase
      for place in lanes.indices { show(place, tell) }
    } else {
      for place in touched { show(place, tell) }
      let (first, last) = (min(before, boundary), max(before, boundary))
      for rank in idleReady.rank(first)..<idleReady.rank(last) { show(idleReady[rank], tell) }
    }
    touched.removeAll(keepingCapacity: true)
  }

  private mutating func show(
    _ place: Int, _ tell: (_ place: Int, _ old: Bucket?, _ new: Bucket) -> Void
  ) {
    let new = own[place] ?? idleClass(place)
    let old = shown[place]
    guard old != new else { return }
    shown[place] = new
    tell(place, old, new)
  }

  private func idleClass(_ place: Int) -> Bucket {
    switch phase {
    case .after: .teardown
    case .before, nil: .serial
    case .handingOut, .handedOut:
      if !isReady[place] {
        .startup
      } else if place < boundary {
        .dispatch
      } else {
        phase == .handingOut ? .serial : .tail
      }
    }
  }
}
