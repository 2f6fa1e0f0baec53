import TraceModel

/// T∞: the longest chain of work and io over dependencies only (METHOD 6.2).
///
/// Every task and the coordinator carry the length of the longest chain that
/// leads to them; it grows as they make progress and travels along arrows. One
/// pass in time order, O(n log n).
struct LongestChain {
  private let facts: RunFacts
  private let timelines: Timelines
  private let links: [Link]
  /// Chain length at `since` of each task, which grows from then on.
  private var base: [Int64]
  private var since: [Int64]
  /// Whether an arrow leads to the task, or its start was seen.
  private var isReached: [Bool]
  /// The same of each lane's own program.
  private var laneBase: [Int64]
  private var laneSince: [Int64]
  /// Bodies open on each lane, innermost last.
  private var open: [[LaneState.Open<Int32>]]
  /// The body that ended last on each lane.
  private var ended: [LaneState.Open<Int32>]
  private var carried: [Int64]
  /// The longest chain that any ended task carries.
  private var longestEnded: Int64 = 0

  init(_ facts: RunFacts, _ timelines: Timelines, links: [Link]) {
    self.facts = facts
    self.timelines = timelines
    self.links = links.filter(\.isDependency)
    base = Array(repeating: 0, count: facts.tasks.count)
    since = facts.tasks.map(\.start)
    isReached = Array(repeating: false, count: facts.tasks.count)
    laneBase = Array(repeating: 0, count: facts.lanes.count)
    laneSince = laneBase
    open = Array(repeating: [], count: facts.lanes.count)
    ended = Array(repeating: LaneState.Open(end: -1, value: -1), count: facts.lanes.count)
    carried = Array(repeating: 0, count: self.links.count)
    for link in self.links where link.target >= 0 { isReached[Int(link.target)] = true }
  }

  private enum Kind {
    static let taskEnd = Edge.Kind.serviceEnd
    static let joinEnd = Edge.Kind.waitEnd
    static let taskJoinEnd = Edge.Kind.taskWaitEnd
    static let source = Edge.Kind.resultStart
    static let target = Edge.Kind.resultEnd
    static let body = Edge.Kind.phaseStart
  }

  mutating func length() -> Nanoseconds {
    let edges = chainEdges()
    var first = 0
    while first < edges.count {
      var next = first
      while next < edges.count, edges[next].time == edges[first].time { next += 1 }
      settle(edges[first..<next])
      first = next
    }
    var longest: Int64 = 0
    for task in facts.tasks.indices { longest = max(longest, value(task, at: facts.makespan)) }
    for lane in facts.lanes.indices {
      longest = max(longest, laneValue(lane, at: facts.makespan))
    }
    return Nanoseconds(longest)
  }

  private func chainEdges() -> [Edge] {
    var edges: [Edge] = []
    func add(_ time: Int64, _ kind: Edge.Kind, _ index: Int) {
      edges.append(Edge(time: time, kind: kind, index: Int32(truncatingIfNeeded: index)))
    }
    let infersJoins = !links.contains { $0.category == .result || $0.category == .join }
    for (index, task) in facts.tasks.enumerated() where task.hasBody {
      add(task.end, Kind.taskEnd, index)
    }
    if infersJoins {
      for (index, wait) in facts.waits.enumerated() where wait.reason == .join {
        add(wait.end, Kind.joinEnd, index)
      }
      for (index, wait) in facts.taskWaits.enumerated() where wait.reason == .join {
        add(wait.end, Kind.taskJoinEnd, index)
      }
    }
    for (index, phase) in facts.phases.enumerated() where phase.isBody && phase.task >= 0 {
      add(phase.start, Kind.body, index)
    }
    for (index, link) in links.enumerated() {
      add(link.start, Kind.source, index)
      add(link.end, Kind.target, index)
    }
    sortByTime(&edges)
    return edges
  }

  /// One instant: bodies open, then chains travel until nothing grows any more.
  private mutating func settle(_ edges: ArraySlice<Edge>) {
    let arrows = edges.contains { $0.kind == Kind.target }
    for round in 0..<(arrows ? 8 : 1) {
      var grew = false
      for edge in edges where edge.kind != Kind.source && edge.kind != Kind.target {
        if apply(edge, isFirst: round == 0) { grew = true }
      }
      for edge in edges where edge.kind == Kind.source { leave(Int(edge.index)) }
      for edge in edges where edge.kind == Kind.target {
        if arrive(Int(edge.index)) { grew = true }
      }
      if !grew { break }
    }
  }

  private mutating func apply(_ edge: Edge, isFirst: Bool) -> Bool {
    let index = Int(edge.index)
    switch edge.kind {
    case Kind.taskEnd:
      longestEnded = max(longestEnded, value(index, at: edge.time))
    case Kind.joinEnd:
      return deliver(longestEnded, to: place(on: Int(facts.waits[index].lane), at: edge.time))
    case Kind.taskJoinEnd:
      return deliver(longestEnded, to: .task(Int(facts.taskWaits[index].task)), at: edge.time)
    case Kind.body:
      if isFirst { openBody(facts.phases[index]) }
    default: break
    }
    return false
  }

  /// A task that no arrow reached goes on from the body around it, or from its
  /// lane's program where a thread was made for it.
  private mutating func openBody(_ span: PhaseSpan) {
    let lane = Int(span.lane)
    let task = Int(span.task)
    if !isReached[task], span.start == facts.tasks[task].start, !facts.tasks[task].isAsync {
      isReached[task] = true
      base[task] = max(base[task], outer(lane, at: span.start))
    }
    while let top = open[lane].last, top.end <= span.start {
      ended[lane] = top
      open[lane].removeLast()
    }
    if span.start < span.end {
      open[lane].append(LaneState.Open(end: span.end, value: span.task))
    } else {
      ended[lane] = LaneState.Open(end: span.end, value: span.task)
    }
  }

  private func outer(_ lane: Int, at time: Int64) -> Int64 {
    if let top = open[lane].last(where: { $0.end > time }) {
      return value(Int(top.value), at: time)
    }
    return facts.lanes[lane].isCoordinator ? 0 : laneBase[lane]
  }

  private struct Place {
    var owner: Timelines.Owner
    var time: Int64
  }

  /// The innermost body open at an instant, else one that ended just then, else
  /// the lane's own program.
  private mutating func place(on lane: Int, at time: Int64) -> Place {
    while let top = open[lane].last, top.end <= time {
      ended[lane] = top
      open[lane].removeLast()
    }
    if let top = open[lane].last { return Place(owner: .task(Int(top.value)), time: time) }
    if ended[lane].end == time, ended[lane].value >= 0 {
      return Place(owner: .task(Int(ended[lane].value)), time: time)
    }
    return Place(owner: .lane(lane), time: time)
  }

  private mutating func leave(_ index: Int) {
    let link = links[index]
    if link.source >= 0 {
      carried[index] = value(Int(link.source), at: link.start)
      return
    }
    let place = place(on: Int(link.startLane), at: link.start)
    switch place.owner {
    case .task(let task): carried[index] = value(task, at: place.time)
    case .lane(let lane): carried[index] = laneValue(lane, at: place.time)
    }
  }

  private mutating func arrive(_ index: Int) -> Bool {
    let link = links[index]
    if link.target >= 0 {
      return deliver(carried[index], to: .task(Int(link.target)), at: link.end)
    }
    return deliver(carried[index], to: place(on: Int(link.endLane), at: link.end))
  }

  private mutating func deliver(_ length: Int64, to place: Place) -> Bool {
    deliver(length, to: place.owner, at: place.time)
  }

  private mutating func deliver(
    _ length: Int64, to owner: Timelines.Owner, at time: Int64
  ) -> Bool {
    switch owner {
    case .task(let task):
      guard length > value(task, at: time) else { return false }
      base[task] = length
      since[task] = max(min(time, facts.tasks[task].end), facts.tasks[task].start)
    case .lane(let lane):
      guard length > laneValue(lane, at: time) else { return false }
      laneBase[lane] = length
      laneSince[lane] = time
    }
    return true
  }

  private func value(_ task: Int, at time: Int64) -> Int64 {
    let record = facts.tasks[task]
    let until = min(time, record.end)
    guard until > since[task], record.hasBody else { return base[task] }
    let owner: Timelines.Owner = record.isAsync ? .task(task) : .lane(Int(record.lane))
    return base[task] + timelines.progress(owner, to: until)
      - timelines.progress(owner, to: since[task])
  }

  private func laneValue(_ lane: Int, at time: Int64) -> Int64 {
    laneBase[lane] + timelines.coord(lane, to: time)
      - timelines.coord(lane, to: laneSince[lane])
  }
}
