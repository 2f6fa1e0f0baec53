/// Finds, among the spans of one lane, those that count.
///
/// Of nested tasks the outermost; tasks are cut where the lane waits for work.
struct LaneSweep {
  struct Entry {
    var start: Int64
    var end: Int64
    /// Of the span.
    var index: Int
    var meaning: Meaning
  }

  let mergesNested: Bool
  let nestedWaits: Plan.NestedWaits
  private(set) var tasks: [Entry] = []
  private(set) var waits: [Entry] = []
  private(set) var phases: [Entry] = []
  /// Disjoint, in the order of time.
  private(set) var idle: [Range<Int64>] = []
  /// Tasks that begin inside another on their lane and end after it, over all lanes.
  private(set) var crossings = 0

  init(mergesNested: Bool, nestedWaits: Plan.NestedWaits) {
    self.mergesNested = mergesNested
    self.nestedWaits = nestedWaits
  }

  /// O(n log n); O(n) where the lane is in order of time already.
  mutating func sweep(_ entries: [Entry]) {
    tasks.removeAll(keepingCapacity: true)
    waits.removeAll(keepingCapacity: true)
    phases.removeAll(keepingCapacity: true)
    idle.removeAll(keepingCapacity: true)
    var (taskEnd, waitEnd) = (Int64.min, Int64.min)
    for entry in LaneSweep.sorted(entries) {
      switch entry.meaning {
      case .task, .waitingTask:
        if mergesNested, entry.end <= taskEnd { continue }
        if entry.start < taskEnd, entry.end > taskEnd { crossings += 1 }
        taskEnd = max(taskEnd, entry.end)
        tasks.append(entry)
      case .wait:
        if nestedWaits == .outermost, entry.end <= waitEnd { continue }
        waitEnd = max(waitEnd, entry.end)
        waits.append(entry)
      case .phase: phases.append(entry)
      case .idle: addIdle(entry)
      case .plain, .dropped: break
      }
    }
  }

  private mutating func addIdle(_ entry: Entry) {
    guard entry.start < entry.end else { return }
    guard let last = idle.last, entry.start <= last.upperBound else {
      idle.append(entry.start..<entry.end)
      return
    }
    if entry.end > last.upperBound { idle[idle.count - 1] = last.lowerBound..<entry.end }
  }

  private static func sorted(_ entries: [Entry]) -> [Entry] {
    let isInOrder = zip(entries, entries.dropFirst()).allSatisfy { !precedes($1, $0) }
    return isInOrder ? entries : entries.sorted(by: precedes)
  }

  private static func precedes(_ left: Entry, _ right: Entry) -> Bool {
    if left.start != right.start { return left.start < right.start }
    if left.end != right.end { return left.end > right.end }
    return left.index < right.index
  }

  /// What is left of a task without the time in which the lane waits for work;
  /// nil when all of it is.
  func pieces(of task: Entry) -> [Range<Int64>]? {
    var place = firstIdle(endingAfter: task.start)
    guard place < idle.count, idle[place].lowerBound < task.end else { return nil }
    var pieces: [Range<Int64>] = []
    var start = task.start
    while place < idle.count, idle[place].lowerBound < task.end {
      if start < idle[place].lowerBound { pieces.append(start..<idle[place].lowerBound) }
      start = max(start, idle[place].upperBound)
      place += 1
    }
    if start < task.end { pieces.append(start..<task.end) }
    return pieces
  }

  private func firstIdle(endingAfter time: Int64) -> Int {
    var (low, high) = (0, idle.count)
    while low < high {
      let middle = (low + high) / 2
      if idle[middle].upperBound <= time { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
