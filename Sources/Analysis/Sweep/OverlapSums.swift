import TraceModel

/// Concurrency while the sweep runs: how many entities are active and which two
/// together, how many make progress, computing against I/O (METHOD section 5).
struct OverlapSums {
  static let largestMatrix = 64

  let entities: Entities
  private var active = 0
  private var since: Int64
  /// Time by number of active entities, of lanes at work, and of those and
  /// async tasks at work or in I/O.
  private(set) var histogram: [Int64] = [0]
  private(set) var atWork: [Int64] = [0]
  private(set) var inProgress: [Int64] = [0]

  private var entered: [Int64]
  private var present: [Int] = []
  private(set) var pairs: [Int64] = []
  private(set) var criticality: CriticalitySums

  private(set) var computing: Int64 = 0
  private(set) var waiting: Int64 = 0
  private(set) var both: Int64 = 0

  init(_ entities: Entities, from start: Int64) {
    self.entities = entities
    since = start
    criticality = CriticalitySums(entities.count)
    entered = []
    if hasMatrix {
      entered = Array(repeating: start, count: entities.count)
      pairs = Array(repeating: 0, count: entities.count * entities.count)
    }
  }

  var hasMatrix: Bool { entities.count <= Self.largestMatrix }

  /// How long the two entities at these places were active together.
  func together(_ first: Int, _ second: Int) -> Int64 {
    pairs[min(first, second) * entities.count + max(first, second)]
  }

  /// An entity that was active before the chunk began.
  mutating func resume(_ entity: Int) {
    active += 1
    if hasMatrix { present.append(entity) }
  }

  mutating func enter(_ entity: Int, at now: Int64) {
    close(at: now)
    criticality.enter(entity)
    active += 1
    if hasMatrix {
      entered[entity] = now
      present.append(entity)
    }
  }

  mutating func leave(_ entity: Int, at now: Int64) {
    close(at: now)
    criticality.leave(entity)
    active -= 1
    guard hasMatrix, let place = present.firstIndex(of: entity) else { return }
    present.remove(at: place)
    meet(entity, now)
  }

  private mutating func meet(_ entity: Int, _ now: Int64) {
    for other in present {
      let place = min(entity, other) * entities.count + max(entity, other)
      pairs[place] &+= now - max(entered[entity], entered[other])
    }
  }

  /// Books the number of active entities up to now.
  mutating func close(at now: Int64) {
    let time = now - since
    if time == 0 { return }
    while histogram.count <= active { histogram.append(0) }
    histogram[active] &+= time
    criticality.book(time, among: active)
    since = now
  }

  /// Books everything of those still active at the chunk's end.
  mutating func finish(at now: Int64) {
    close(at: now)
    while let entity = present.popLast() { meet(entity, now) }
  }

  mutating func book(atWork: Int64, inIO: Int64, time: Int64) {
    let progressing = Int(clamping: atWork + inIO)
    while inProgress.count <= progressing { inProgress.append(0) }
    while self.atWork.count <= progressing { self.atWork.append(0) }
    self.atWork[Int(clamping: atWork)] &+= time
    inProgress[progressing] &+= time
    if atWork > 0 { computing &+= time }
    if inIO > 0 { waiting &+= time }
    if atWork > 0, inIO > 0 { both &+= time }
  }

  /// Adds what a later chunk of the same run has booked.
  mutating func add(_ later: OverlapSums) {
    add(later.histogram, to: &histogram)
    add(later.atWork, to: &atWork)
    add(later.inProgress, to: &inProgress)
    add(later.pairs, to: &pairs)
    criticality.add(later.criticality)
    computing &+= later.computing
    waiting &+= later.waiting
    both &+= later.both
  }

  private func add(_ more: [Int64], to sums: inout [Int64]) {
    while sums.count < more.count { sums.append(0) }
    for (index, time) in more.enumerated() { sums[index] &+= time }
  }
}

/// The entities of METHOD section 5: a lane with tasks, or an async task.
struct Entities {
  private(set) var lanes: [Int] = []
  let tasks: Int
  private var ofLane: [Int32]

  init(_ facts: RunFacts) {
    tasks = facts.asyncCount
    ofLane = Array(repeating: -1, count: facts.lanes.count)
    for lane in facts.lanes.indices where facts.lanes[lane].carriesTasks {
      ofLane[lane] = Int32(truncatingIfNeeded: lanes.count)
      lanes.append(lane)
    }
  }

  var count: Int { lanes.count + tasks }

  /// The place of a lane's entity; only lanes that carry tasks have one.
  func lane(_ lane: Int) -> Int { Int(ofLane[lane]) }
  func task(_ task: Int) -> Int { lanes.count + task }
}
