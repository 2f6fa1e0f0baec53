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
    let index = AsyncIndex(facts.tasks, by: { Int64(asyncScopes[$0]) })
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
    let index = AsyncIndex(
      facts.tasks, by: { facts.tasks[$0].isAsync ? Int64(facts.tasks[$0].name.index) : -1 })
    var unclaimed = 0
    // In time order, so that the lanes of first and last steps don't hang on the file's.
    for step in stepSpans.sorted(by: precedes) {
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

  private func precedes(_ left: Body, _ right: Body) -> Bool {
    if left.start != right.start { return left.start < right.start }
    if left.end != right.end { return left.end < right.end }
    return facts.lanes[Int(left.lane)].id < facts.lanes[Int(right.lane)].id
  }
}

/// Finds the async task of a key that began last at or before an instant.
///
/// O(n log n) to build, O(log n) to ask.
struct AsyncIndex {
  private var entries: [(key: Int64, start: Int64, task: Int)] = []

  init(_ tasks: [TaskRecord], by key: (Int) -> Int64) {
    entries = tasks.indices.map { (key($0), tasks[$0].submit, $0) }.filter { $0.0 >= 0 }
    entries.sort { ($0.key, $0.start, $0.task) < ($1.key, $1.start, $1.task) }
  }

  /// The task of that key that began last by then, else the key's first.
  func find(_ key: Int64, at time: Int64) -> Int? {
    var low = 0
    var high = entries.count
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
