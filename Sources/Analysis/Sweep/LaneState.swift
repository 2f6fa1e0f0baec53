import TraceModel

/// A lane during the sweep: three small stacks, and what follows from them.
///
/// A stack holds what has started, innermost last; what has ended is dropped
/// when it comes to the top, so that spans that cross cost nothing extra.
struct LaneState {
  struct Open<Value> {
    var end: Int64
    var value: Value
  }

  /// An open phase: its category, and its task when it is a body.
  struct OpenPhase {
    var category: Category
    var task: Int32
  }

  var phases: [Open<OpenPhase>] = []
  var waits: [Open<WaitReason>] = []
  var slices: [Open<SchedulingState>] = []

  var hasSlices = false
  var isCoordinator = false
  var isThread = false
  var slotGroup: Int32 = -1
  var isBorn = false
  var isReady = false
  var isDead = false

  /// What the counters hold of this lane.
  var state: Bucket?
  var isOnCore = false
  /// The pool task whose body is innermost, or -1, and since when.
  var body: Int32 = -1
  var since: Int64 = 0

  var openTasks: Int32 = 0
  var openBodies: Int32 = 0
  /// Tasks picked up and not started, in service, and being sent from here.
  var preparing: Int64 = 0
  var serving: Int64 = 0
  var sending: Int64 = 0
  /// Async tasks whose current step runs here.
  var stepping: [Int32] = []

  var tasksSince: Int64 = 0
  var bodiesSince: Int64 = 0
  var taskTime: Int64 = 0
  var bodyTime: Int64 = 0
  var hasBodies = false
  /// Time in `work` and `io`.
  var useful: Int64 = 0

  init() {}

  init(_ facts: LaneFacts) {
    hasSlices = facts.hasSlices
    isCoordinator = facts.isCoordinator
    isThread = facts.isExecutorThread
    slotGroup = facts.isBorn ? facts.slotGroup : -1
  }

  /// Drops what has ended from the tops of the stacks and says what is left.
  mutating func view(at now: Int64) -> LaneView {
    while let top = phases.last, top.end <= now { phases.removeLast() }
    while let top = waits.last, top.end <= now { waits.removeLast() }
    while let top = slices.last, top.end <= now { slices.removeLast() }
    return LaneView(
      scheduling: hasSlices ? slices.last?.value ?? .block : nil,
      phase: phases.last?.value.category, wait: waits.last?.value,
      isCoordinator: isCoordinator, isAlive: isBorn && !isDead)
  }
}

/// An async task during the sweep.
struct AsyncState {
  var waits: [LaneState.Open<WaitReason>] = []
  /// Open steps: the value is the lane.
  var steps: [LaneState.Open<Int32>] = []
  var isInFlight = false
  /// The lane it steps on, or -1.
  var lane: Int32 = -1
  /// Whether too many steps are open on that lane to follow its state.
  var isCrowdedOut = false
  /// What the counters hold of it; nil while it is not in flight.
  var bucket: Bucket?
  /// The same while it is outside its steps.
  var waitingIn: Bucket?
  /// Since when it has been in that bucket.
  var since: Int64 = 0
  /// Since when it could have been polled.
  var readySince: Int64 = 0

  mutating func currentLane(at now: Int64) -> Int32 {
    while let top = steps.last, top.end <= now { steps.removeLast() }
    return steps.last?.value ?? -1
  }

  mutating func currentWait(at now: Int64) -> WaitReason? {
    while let top = waits.last, top.end <= now { waits.removeLast() }
    return waits.last?.value
  }
}
