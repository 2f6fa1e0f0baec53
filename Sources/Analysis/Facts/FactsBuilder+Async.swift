import TraceModel

extension FactsBuilder {
  /// Async tasks from `b`/`e` of category `task`, and their waits.
  mutating func readAsyncSpans() {
    var waits: [Int] = []
    for (index, span) in trace.asyncSpans.enumerated() {
      let start = span.start.count
      let end = span.isUnfinished ? max(span.end.count, scope.end) : span.end.count
      guard see(span.lane, start, end) else { continue }
      if span.isUnfinished { facts.unfinished += 1 }
      if span.category == .wait { waits.append(index) }
      if span.category == .task { appendAsyncTask(span, clipped(start), clipped(end)) }
    }
    facts.asyncCount = facts.tasks.count
    attach(waits)
  }

  private mutating func appendAsyncTask(_ span: AsyncSpan, _ start: Int64, _ end: Int64) {
    let key = span.detail < 0 ? NameTable.ID.none : trace.details[Int(span.detail)].key
    facts.tasks.append(
      TaskRecord(
        submit: start, pickup: end, start: end, end: end, sent: end, seen: end, lane: span.lane,
        name: span.task, key: key == .none ? span.name : key, isAsync: true))
    asyncScopes.append(span.scope)
  }

  /// Each wait goes to the task of its scope that began last before it.
  private mutating func attach(_ waits: [Int]) {
    let index = AsyncIndex(facts.tasks, count: facts.asyncCount) { Int64(asyncScopes[$0]) }
    var unclaimed = 0
    for position in waits {
      let span = trace.asyncSpans[position]
      let end = span.isUnfinished ? scope.end : span.end.count
      guard let task = index.find(Int64(span.scope), at: clipped(span.start.count)) else {
        unclaimed += 1
        continue
      }
      facts.taskWaits.append(
        TaskWait(
          start: clipped(span.start.count), end: clipped(max(end, span.start.count)),
          task: Int32(truncatingIfNeeded: task), reason: reason(span.name)))
    }
    if unclaimed > 0 {
      facts.notes.append("\(unclaimed) waits name an async task that the trace does not hold")
    }
  }

  /// Steps go to the async task of the same `args.task` that began last before them.
  mutating func attachSteps() {
    let index = AsyncIndex(facts.tasks, count: facts.asyncCount) {
      Int64(facts.tasks[$0].name.index)
    }
    var unclaimed = 0
    // In time order, so that the lanes of first and last steps don't hang on the file's.
    for step in FactsBuilder.ordered(stepSpans, facts.lanes) {
      let found = step.name == .none ? nil : index.find(Int64(step.name.index), at: step.start)
      if let found {
        facts.tasks[found].start = min(facts.tasks[found].start, step.start)
        facts.tasks[found].pickup = facts.tasks[found].start
        if facts.tasks[found].stepLane < 0 { facts.tasks[found].stepLane = step.lane }
        facts.tasks[found].lastStepLane = step.lane
      } else {
        unclaimed += 1
      }
      let lane = Int(step.lane)
      facts.lanes[lane].carriesSteps = true
      facts.lanes[lane].firstBody = min(facts.lanes[lane].firstBody, step.start)
      facts.phases.append(
        PhaseSpan(
          start: step.start, end: step.end, lane: step.lane, category: .step,
          task: Int32(truncatingIfNeeded: found ?? -1), cpuTime: step.cpuTime,
          name: step.key))
    }
    stepSpans = []
    for task in facts.tasks.indices where facts.tasks[task].isAsync {
      let start = max(facts.tasks[task].start, facts.tasks[task].submit)
      facts.tasks[task].start = start
      facts.tasks[task].pickup = start
    }
    if unclaimed > 0 {
      facts.notes.append("\(unclaimed) steps name no async task that the trace holds")
    }
  }

  /// By start, then end, then lane.
  private static func ordered(_ steps: [Body], _ lanes: [LaneFacts]) -> [Body] {
    var steps = steps
    TimeOrder.sort(&steps, by: \.start)
    var first = 0
    while first < steps.count {
      var next = first + 1
      while next < steps.count, steps[next].start == steps[first].start { next += 1 }
      if next - first > 1 {
        steps[first..<next].sort {
          $0.end == $1.end
            ? lanes[Int($0.lane)].id < lanes[Int($1.lane)].id : $0.end < $1.end
        }
      }
      first = next
    }
    return steps
  }
}

/// Finds the async task of a key that began last at or before an instant.
///
/// Keys are numbers of names or scopes, which are dense in what a reader makes:
/// O(n) to build, and O(log) in the tasks of one key to ask. Keys that are not
/// dense are found by binary search.
struct AsyncIndex {
  private typealias Entry = (key: Int64, start: Int64, task: Int)

  private var entries: [Entry] = []
  /// Where each key's entries begin; empty where keys are not dense.
  private var bounds: [Int32] = []

  init(_ tasks: [TaskRecord], count: Int, by key: (Int) -> Int64) {
    entries.reserveCapacity(count)
    var isSorted = true
    var largest: Int64 = -1
    for index in 0..<count {
      let entry = Entry(key(index), tasks[index].submit, index)
      guard entry.key >= 0 else { continue }
      if let last = entries.last, entry < last { isSorted = false }
      largest = max(largest, entry.key)
      entries.append(entry)
    }
    if !isSorted { entries.sort { $0 < $1 } }
    guard largest < 8 * Int64(count) + 65_536 else { return }
    bounds = Array(repeating: 0, count: Int(largest) + 2)
    for entry in entries { bounds[Int(entry.key) + 1] += 1 }
    for place in bounds.indices.dropFirst() { bounds[place] += bounds[place - 1] }
  }

  /// The task of that key that began last by then, else the key's first.
  func find(_ key: Int64, at time: Int64) -> Int? {
    guard key >= 0, !entries.isEmpty else { return nil }
    var (low, high) = (0, entries.count)
    if !bounds.isEmpty {
      guard key + 1 < bounds.count else { return nil }
      (low, high) = (Int(bounds[Int(key)]), Int(bounds[Int(key) + 1]))
    }
    while low < high {
      let middle = (low + high) / 2
      if (entries[middle].key, entries[middle].start) <= (key, time) {
        low = middle + 1
      } else {
        high = middle
      }
    }
    if low > 0, entries[low - 1].key == key { return entries[low - 1].task }
    if low < entries.count, entries[low].key == key { return entries[low].task }
    return nil
  }
}
