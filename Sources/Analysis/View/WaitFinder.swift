import TraceModel

/// Finds the longest waits of a run: the longest of each reason, then the longest of all.
///
/// What waits longer comes first, then what began earlier, then the smaller lane: always the same
/// order. O(changes); a task's wait inside a step is the lane's.
struct WaitFinder {
  private struct Wait {
    var length: Int64
    var start: Int64
    var id: LaneID
    /// The async task, or −1.
    var task: Int
    var state: Bucket
    var key: (Int64, Int64, LaneID, Int, UInt8) { (-length, start, id, task, state.rawValue) }
  }

  private let limit: Int
  private var longest: [[Wait]] = Array(repeating: [], count: Bucket.count)

  /// The states in which something waits that could go on.
  static let states: Set<Bucket> = [
    .gil, .lock, .runq, .loop, .throttled, .io, .join, .unattributed,
  ]

  init(_ owners: RunOwners, limit: Int) {
    self.limit = limit
    let facts = owners.facts
    for lane in facts.lanes.indices where facts.lanes[lane].isBorn {
      add(owners.lanes[lane], facts.lanes[lane].id, makespan: facts.makespan)
    }
    owners.tasks.forEachSegment(facts) { task, segment, end in
      guard let state = segment.bucket, Self.states.contains(state) else { return }
      insert(
        Wait(
          length: end - segment.start, start: segment.start,
          id: facts.lanes[Int(facts.tasks[task].lane)].id, task: task, state: state))
    }
  }

  private mutating func add(_ lane: LaneTimeline, _ id: LaneID, makespan: Int64) {
    var open: (state: Bucket, start: Int64)?
    func close(_ finder: inout WaitFinder, at time: Int64) {
      guard let wait = open, time > wait.start else { return }
      finder.insert(
        Wait(length: time - wait.start, start: wait.start, id: id, task: -1, state: wait.state))
    }
    for (time, flags) in zip(lane.starts, lane.flags) {
      let state = flags.state.flatMap { Self.states.contains($0) ? $0 : nil }
      if state == open?.state { continue }
      close(&self, at: time)
      open = state.map { ($0, time) }
    }
    close(&self, at: makespan)
  }

  private mutating func insert(_ wait: Wait) {
    let column = Int(wait.state.rawValue)
    if longest[column].count >= limit, let last = longest[column].last {
      guard wait.key < last.key else { return }
      longest[column].removeLast()
    }
    let place = longest[column].firstIndex { wait.key < $0.key } ?? longest[column].count
    longest[column].insert(wait, at: place)
  }

  /// The waits, the longest first.
  func waits(_ facts: RunFacts, names: NameTable) -> [LongWait] {
    let firsts = longest.compactMap(\.first).sorted { $0.key < $1.key }
    let others = longest.flatMap { $0.dropFirst() }.sorted { $0.key < $1.key }
    return (firsts + others).prefix(limit).sorted { $0.key < $1.key }.map { wait in
      let name = wait.task < 0 ? NameTable.ID.none : facts.tasks[wait.task].name
      let task = wait.task < 0 ? nil : names[name == .none ? facts.tasks[wait.task].key : name]
      return LongWait(
        key: LaneKey(wait.id, task: task), state: wait.state, start: wait.start,
        length: wait.length)
    }
  }
}
