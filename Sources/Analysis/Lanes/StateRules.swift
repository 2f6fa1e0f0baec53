import TraceModel

/// What is known of a lane at an instant: σ, φ and w of METHOD section 3.
struct LaneView {
  /// σ; nil when the lane has no scheduler slices.
  var scheduling: LaneScheduling?
  /// φ, the innermost phase.
  var phase: Category?
  /// w, the innermost wait.
  var wait: WaitReason?
  var isCoordinator = false
  /// Between birth and death.
  var isAlive = true

  /// The lane's state: the first rule of METHOD section 3 that matches; nil is idle.
  var state: Bucket? {
    guard isAlive else { return nil }
    if scheduling == .ready { return .runq }
    if scheduling == .throttled { return .throttled }
    if wait == .gil { return .gil }
    if wait == .lock, phase != nil { return .lock }
    switch phase {
    case .task, .step: return bodyState
    case .some(let phase): return Bucket(phase: phase)
    case nil:
      guard scheduling == .run else { return nil }
      return isCoordinator ? .coord : .unattributed
    }
  }

  /// Rules 4a to 4e.
  private var bodyState: Bucket {
    if scheduling == .run { return .work }
    switch wait {
    case .io, .sleep: return .io
    case .join: return .join
    case .queue, .unknown: return .unattributed
    default: return scheduling == .block ? .unattributed : .work
    }
  }

  /// Whether the lane occupies a core (METHOD section 3, at its end).
  func isOnCore(in state: Bucket?) -> Bool {
    if let scheduling { return scheduling == .run }
    guard wait == nil else { return false }
    switch state {
    case .work, .startup, .serialization, .dispatch, .teardown: return true
    default: return false
    }
  }
}
