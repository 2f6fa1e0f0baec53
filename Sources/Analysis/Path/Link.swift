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
  /// Keeps an arrow for the passes over dependencies; one that goes back in time is none.
  mutating func keep(_ flow: Flow, task: Int32) {
    guard let from = flow.start, let to = flow.end, from.time <= to.time else { return }
    var link = Link(
      category: flow.category, start: clipped(from.time.count), end: clipped(to.time.count),
      startLane: from.lane, endLane: to.lane)
    switch flow.category {
    case .submit, .fork: link.target = task
    case .result, .join: link.source = task
    default: break
    }
    facts.links.append(link)
  }
}
