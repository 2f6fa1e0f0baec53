import TraceModel

/// Concurrency while the sweep runs: how many entities are active, which two
/// together, and computing against I/O (METHOD section 5).
struct OverlapSums {
  /// An entity: a lane with tasks, or an async task.
  enum Entity {
    case lane(Int)
    case task(Int)
  }

  static let largestMatrix = 64

  private(set) var entities: [Entity] = []
  private var ofLane: [Int32]
  private var ofTask: [Int32]
  private var active: Int = 0
  private var since: Int64 = 0
  /// Time by number of active entities.
  private(set) var histogram: [Int64] = [0]
  private(set) var busy: [Int64]
  private var entered: [Int64]
  private var present: [Int] = []
  private(set) var pairs: [Int64] = []

  private(set) var computing: Int64 = 0
  private(set) var waiting: Int64 = 0
  private(set) var both: Int64 = 0

  init(_ facts: RunFacts) {
    ofLane = Array(repeating: -1, count: facts.lanes.count)
    ofTask = Array(repeating: -1, count: facts.tasks.count)
    for index in facts.lanes.indices where facts.lanes[index].carriesTasks {
      ofLane[index] = Int32(truncatingIfNeeded: entities.count)
      entities.append(.lane(index))
    }
    for index in facts.tasks.indices where facts.tasks[index].isAsync {
      ofTask[index] = Int32(truncatingIfNeeded: entities.count)
      entities.append(.task(index))
    }
    busy = Array(repeating: 0, count: entities.count)
    entered = busy
    if hasMatrix { pairs = Array(repeating: 0, count: entities.count * entities.count) }
  }

  var hasMatrix: Bool { entities.count <= Self.largestMatrix }

  /// How long the two entities at these places were active together.
  func together(_ first: Int, _ second: Int) -> Int64 {
    pairs[min(first, second) * entities.count + max(first, second)]
  }

  mutating func enter(lane: Int, at now: Int64) { enter(Int(ofLane[lane]), now) }
  mutating func enter(task: Int, at now: Int64) { enter(Int(ofTask[task]), now) }
  mutating func leave(lane: Int, at now: Int64) { leave(Int(ofLane[lane]), now) }
  mutating func leave(task: Int, at now: Int64) { leave(Int(ofTask[task]), now) }

  private mutating func enter(_ entity: Int, _ now: Int64) {
    close(at: now)
    entered[entity] = now
    active += 1
    if hasMatrix { present.append(entity) }
  }

  private mutating func leave(_ entity: Int, _ now: Int64) {
    close(at: now)
    active -= 1
    busy[entity] &+= now - entered[entity]
    guard hasMatrix, let place = present.firstIndex(of: entity) else { return }
    present.remove(at: place)
    for other in present {
      let place = min(entity, other) * entities.count + max(entity, other)
      pairs[place] &+= now - max(entered[entity], entered[other])
    }
  }

  /// Books the histogram up to now.
  mutating func close(at now: Int64) {
    while histogram.count <= active { histogram.append(0) }
    histogram[active] &+= now - since
    since = now
  }

  mutating func book(computing: Bool, waiting: Bool, time: Int64) {
    if computing { self.computing &+= time }
    if waiting { self.waiting &+= time }
    if computing, waiting { both &+= time }
  }
}

/// What the steps of async tasks add up to (METHOD 8.2).
struct StepSums {
  private(set) var count: Int64 = 0
  private(set) var total: Int64 = 0
  private(set) var longest: Int64 = 0
  private(set) var squares: UInt128 = 0
  private(set) var lag: UInt128 = 0
  private(set) var longestLag: Int64 = 0

  mutating func see(lag: Int64, length: Int64) {
    count += 1
    total &+= length
    longest = max(longest, length)
    let side = UInt128(length.magnitude)
    squares &+= side &* side
    self.lag &+= UInt128(max(lag, 0).magnitude)
    longestLag = max(longestLag, lag)
  }
}

/// CPU time that outermost bodies say they took.
struct BodyCPU {
  private(set) var total: Int64 = 0
  private(set) var known = 0
  private(set) var unknown = 0

  /// The sum; nil unless every outermost body says its own.
  var whole: Int64? { unknown == 0 && known > 0 ? total : nil }

  mutating func see(_ time: Int64) {
    if time < 0 {
      unknown += 1
    } else {
      known += 1
      total = total.addingReportingOverflow(time).overflow ? Int64.max : total + time
    }
  }
}
