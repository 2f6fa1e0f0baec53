import TraceModel

/// The slots of an event loop during the sweep for a view: async tasks in flight, and the idle rest
/// (METHOD 4.2).
struct LoopSlots {
  let slots: Int64
  private let marks: Marks
  var inFlight: Int64 = 0
  /// Whether a thread of the loop is ready.
  var hasReadyThread = false
  private var idle: (slots: Int64, state: Bucket?) = (0, nil)
  /// What an idle slot is in, from when on.
  private(set) var idleStates: [(start: Int64, state: Bucket)] = []

  init(_ facts: GroupFacts, slots: Int64) {
    self.slots = slots
    marks = facts.marks
  }

  /// Finds the idle slots anew.
  mutating func settle(at now: Int64, _ band: inout BandBuilder) {
    let state: Bucket =
      switch marks.phase(at: now) {
      case .after: .teardown
      case .before: .serial
      case .handingOut: hasReadyThread ? .serial : .startup
      case .handedOut: hasReadyThread ? .tail : .startup
      }
    if idleStates.last?.state != state { idleStates.append((now, state)) }
    let new = (slots: slots - inFlight, state: state)
    if new.state == idle.state, new.slots == idle.slots { return }
    band.move(idle.slots, from: idle.state, to: nil)
    band.move(new.slots, from: nil, to: new.state)
    idle = new
  }
}
