import TraceModel

/// An arrow inside the window with both ends known, and its tasks resolved.
struct Link {
  var category: Category
  var start: Int64
  var end: Int64
  var startLane: Int32
  var endLane: Int32
  /// The task that the arrow starts from, or -1: what runs on the lane then.
  var source: Int32 = -1
  /// The task that the arrow leads to, or -1.
  var target: Int32 = -1

  /// Whether T∞ follows it; wake-ups are no dependencies.
  var isDependency: Bool { category != .wake }
}

extension FactsBuilder {
  /// Keeps an arrow for the passes over dependencies.
  ///
  /// Where the head was written before the tail, both happened at the head.
  mutating func keepLink(_ flow: Flow, _ asyncTasks: AsyncIndex) {
    guard let from = flow.start, let to = flow.end else { return }
    let end = clipped(to.time.count)
    var link = Link(
      category: flow.category, start: min(clipped(from.time.count), end), end: end,
      startLane: from.lane, endLane: to.lane)
    switch flow.category {
    case .submit, .fork:
      link.target = task(flow.task, near: to, asyncTasks)
    case .result, .join:
      link.source = task(flow.task, near: from, asyncTasks)
    case .dep:
      let (origin, target) = ends(of: flow.task)
      link.source = task(origin, near: from, asyncTasks)
      link.target = task(target, near: to, asyncTasks)
    case .wake: break
    default: return
    }
    facts.links.append(link)
  }

  private func task(
    _ name: NameTable.ID, near end: Flow.End, _ asyncTasks: AsyncIndex
  ) -> Int32 {
    guard name != .none else { return -1 }
    if let task = poolTasks.find(name, preferably: end.lane) { return task }
    let task = asyncTasks.find(Int64(name.index), at: clipped(end.time.count))
    return task.map { Int32(truncatingIfNeeded: $0) } ?? -1
  }

  /// A dependency is named "from>to", two tasks; names may hold ">" themselves.
  private func ends(of name: NameTable.ID) -> (from: NameTable.ID, to: NameTable.ID) {
    let text = trace.names[name]
    for place in text.indices where text[place] == ">" {
      let from = trace.names.find(String(text[..<place]))
      let to = trace.names.find(String(text[text.index(after: place)...]))
      if let from, let to { return (from, to) }
    }
    return (.none, .none)
  }
}
