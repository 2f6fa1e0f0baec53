import TraceModel

/// T∞: the longest chain of work and io over dependencies only (METHOD 6.2).
///
/// Every task and the coordinator carry the length of the longest chain that
/// leads to them; it grows as they make progress and travels along arrows. One
/// pass in time order over the arrows, and over the bodies of lanes that an
/// arrow without a task touches.
struct LongestChain: ~Copyable {
  private let facts: RunFacts
  private let owners: RunOwners
  private let links: [Link]
  /// What every submission and every result adds: the burdened span's b.
  private let burden: Int64
  /// Chain length at `since` of each task, which grows from then on.
  private var base: [Int64]
  private var since: [Int64]
  /// The task's progress up to then.
  private var progressed: [Int64]
  /// Whether an arrow leads to the task, or its start was seen.
  private var isReached: [Bool]
  /// The same of each lane's own program.
  private var laneBase: [Int64]
  private var laneSince: [Int64]
  /// Whether the lane has a program of its own, which makes its chain grow.
  private let hasProgram: [Bool]
  /// Bodies open on each lane, innermost last.
  private var open: [[LaneWalk.Open<Int32>]]
  /// The body that ended last on each lane.
  private var ended: [LaneWalk.Open<Int32>]
  private var carried: [Int64]
  /// The longest chain that any ended task carries.
  private var longestEnded: Int64 = 0

  init(_ owners: RunOwners, burden: Int64 = 0) {
    facts = owners.facts
    self.owners = owners
    self.burden = burden
    let facts = owners.facts
    links = facts.hasWakes ? facts.links.filter(\.isDependency) : facts.links
    base = Array(repeating: 0, count: facts.tasks.count)
    since = facts.tasks.map(\.start)
    progressed = owners.stages.progressAtStart
    for task in 0..<facts.asyncCount {
      progressed[task] = owners.tasks.progress(task, to: since[task], owners.lanes)
    }
    isReached = Array(repeating: false, count: facts.tasks.count)
    laneBase = Array(repeating: 0, count: facts.lanes.count)
    laneSince = laneBase
    hasProgram = owners.laneSums.map { $0.states[.coord] > 0 }
    open = Array(repeating: [], count: facts.lanes.count)
    ended = Array(repeating: LaneWalk.Open(end: -1, value: -1), count: facts.lanes.count)
    carried = Array(repeating: 0, count: links.count)
    for link in links where link.target >= 0 { isReached[Int(link.target)] = true }
  }

  mutating func length() -> Nanoseconds {
    let edges = ChainEdge.all(owners, links, isReached)
    var first = 0
    while first < edges.count {
      var next = first + 1
      while next < edges.count, edges[next].time == edges[first].time { next += 1 }
      settle(edges, first..<next)
      first = next
    }
    var longest: Int64 = 0
    for task in facts.tasks.indices { longest = max(longest, value(task, at: facts.makespan)) }
    for lane in facts.lanes.indices {
      longest = max(longest, laneValue(lane, at: facts.makespan))
    }
    return Nanoseconds(longest)
  }

  /// One instant: bodies open, then chains travel until nothing grows any more.
  private mutating func settle(_ edges: [ChainEdge], _ range: Range<Int>) {
    if range.count == 1 { return settle(edges[range.lowerBound]) }
    let arrows = range.contains { edges[$0].kind == .target }
    for round in 0..<(arrows ? 8 : 1) {
      var grew = false
      for place in range where !edges[place].kind.isArrow {
        if apply(edges[place], isFirst: round == 0) { grew = true }
      }
      for place in range where edges[place].kind == .source { leave(Int(edges[place].index)) }
      for place in range where edges[place].kind == .target {
        if arrive(Int(edges[place].index)) { grew = true }
      }
      if !grew { break }
    }
  }

  private mutating func settle(_ edge: ChainEdge) {
    switch edge.kind {
    case .source: leave(Int(edge.index))
    case .target: _ = arrive(Int(edge.index))
    default: _ = apply(edge, isFirst: true)
    }
  }

  private mutating func apply(_ edge: ChainEdge, isFirst: Bool) -> Bool {
    let index = Int(edge.index)
    switch edge.kind {
    case .taskEnd: longestEnded = max(longestEnded, value(index, at: edge.time))
    case .joinEnd:
      return deliver(longestEnded, to: place(on: Int(facts.waits[index].lane), at: edge.time))
    case .taskJoinEnd:
      let place = Place(task: true, index: Int(facts.taskWaits[index].task), time: edge.time)
      return deliver(longestEnded, to: place)
    case .body: if isFirst { openBody(facts.phases[index]) }
    case .source, .target: break
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
      open[lane].append(LaneWalk.Open(end: span.end, value: span.task))
    } else {
      ended[lane] = LaneWalk.Open(end: span.end, value: span.task)
    }
  }

  private func outer(_ lane: Int, at time: Int64) -> Int64 {
    if let top = open[lane].last(where: { $0.end > time }) {
      return value(Int(top.value), at: time)
    }
    return facts.lanes[lane].isCoordinator ? 0 : laneBase[lane]
  }

  /// A task, or a lane's own program, at an instant.
  private struct Place {
    var task: Bool
    var index: Int
    var time: Int64
  }

  /// The innermost body open at an instant, else one that ended just then, else
  /// the lane's own program.
  private mutating func place(on lane: Int, at time: Int64) -> Place {
    while let top = open[lane].last, top.end <= time {
      ended[lane] = top
      open[lane].removeLast()
    }
    if let top = open[lane].last { return Place(task: true, index: Int(top.value), time: time) }
    if ended[lane].end == time, ended[lane].value >= 0 {
      return Place(task: true, index: Int(ended[lane].value), time: time)
    }
    return Place(task: false, index: lane, time: time)
  }

  private mutating func leave(_ index: Int) {
    let link = links[index]
    if link.source >= 0 {
      carried[index] = value(Int(link.source), at: link.start)
    } else {
      let place = place(on: Int(link.startLane), at: link.start)
      carried[index] =
        place.task ? value(place.index, at: place.time) : laneValue(place.index, at: place.time)
    }
  }

  private mutating func arrive(_ index: Int) -> Bool {
    let link = links[index]
    let length =
      switch link.category {
      case .submit, .result, .join: carried[index] &+ burden
      default: carried[index]
      }
    if link.target >= 0 {
      return deliver(length, to: Place(task: true, index: Int(link.target), time: link.end))
    }
    return deliver(length, to: place(on: Int(link.endLane), at: link.end))
  }

  private mutating func deliver(_ length: Int64, to place: Place) -> Bool {
    guard place.task else {
      guard length > laneValue(place.index, at: place.time) else { return false }
      laneBase[place.index] = length
      laneSince[place.index] = place.time
      return true
    }
    let task = place.index
    guard length > value(task, at: place.time) else { return false }
    base[task] = length
    since[task] = max(min(place.time, facts.tasks[task].end), facts.tasks[task].start)
    progressed[task] = progress(task, to: since[task])
    return true
  }

  private func value(_ task: Int, at time: Int64) -> Int64 {
    let until = min(time, facts.tasks[task].end)
    guard until > since[task], facts.tasks[task].hasBody else { return base[task] }
    return base[task] &+ progress(task, to: until) &- progressed[task]
  }

  /// Work and io of a task in [0, time), from start to end; of its lane for a pool task.
  private func progress(_ task: Int, to time: Int64) -> Int64 {
    let record = facts.tasks[task]
    if record.isAsync {
      if time == record.end { return owners.taskWork[task] + owners.taskIO[task] }
      return owners.tasks.progress(task, to: time, owners.lanes)
    }
    if time == record.end { return owners.stages.progressAtEnd[task] }
    if time == record.start { return owners.stages.progressAtStart[task] }
    return record.hasBody ? owners.lanes[Int(record.lane)].progress(to: time) : 0
  }

  private func laneValue(_ lane: Int, at time: Int64) -> Int64 {
    guard hasProgram[lane] else { return laneBase[lane] }
    return laneBase[lane] &+ owners.lanes[lane].coord(to: time)
      &- owners.lanes[lane].coord(to: laneSince[lane])
  }
}
