import TraceModel

/// An instant that the longest chain must look at.
struct ChainEdge {
  enum Kind: UInt8 {
    case taskEnd, joinEnd, taskJoinEnd, body, source, target

    var isArrow: Bool { self == .source || self == .target }
  }

  var time: Int64
  /// Into what the kind is about.
  var index: Int32
  var kind: Kind

  /// All edges in time order.
  ///
  /// Ends of tasks matter only where joins must be inferred from them, bodies
  /// only on lanes where something asks what runs there.
  static func all(
    _ owners: RunOwners, _ links: [Link], _ isReached: [Bool]
  ) -> [ChainEdge] {
    let facts = owners.facts
    var edges: [ChainEdge] = []
    edges.reserveCapacity(2 * links.count + facts.tasks.count)
    let infersJoins = !links.contains { $0.category == .result || $0.category == .join }
    if infersJoins { edges.addJoins(facts) }
    for lane in lanesAsked(facts, links, isReached, infersJoins) {
      for place in owners.laneSpans.phases.range(lane) {
        let index = owners.laneSpans.phases[place]
        let phase = facts.phases[index]
        if phase.isBody, phase.task >= 0 { edges.add(.body, index, at: phase.start) }
      }
    }
    for (index, link) in links.enumerated() {
      edges.add(.source, index, at: link.start)
      edges.add(.target, index, at: link.end)
    }
    TimeOrder.sort(&edges, by: \.time)
    return edges
  }

  /// Lanes on which an arrow without a task, a join or a task that no arrow
  /// reaches asks what runs there.
  private static func lanesAsked(
    _ facts: RunFacts, _ links: [Link], _ isReached: [Bool], _ infersJoins: Bool
  ) -> [Int] {
    var asks = Array(repeating: false, count: facts.lanes.count)
    if infersJoins {
      for wait in facts.waits where wait.reason == .join { asks[Int(wait.lane)] = true }
    }
    for link in links {
      if link.source < 0 { asks[Int(link.startLane)] = true }
      if link.target < 0 { asks[Int(link.endLane)] = true }
    }
    for (index, task) in facts.tasks.enumerated()
    where !isReached[index] && !task.isAsync && task.hasBody {
      asks[Int(task.lane)] = true
    }
    return asks.indices.filter { asks[$0] }
  }
}

extension [ChainEdge] {
  fileprivate mutating func add(_ kind: ChainEdge.Kind, _ index: Int, at time: Int64) {
    append(ChainEdge(time: time, index: Int32(truncatingIfNeeded: index), kind: kind))
  }

  /// The ends of joins, and of the tasks that may have ended them.
  fileprivate mutating func addJoins(_ facts: RunFacts) {
    for (index, wait) in facts.waits.enumerated() where wait.reason == .join {
      add(.joinEnd, index, at: wait.end)
    }
    for (index, wait) in facts.taskWaits.enumerated() where wait.reason == .join {
      add(.taskJoinEnd, index, at: wait.end)
    }
    if isEmpty { return }
    for (index, task) in facts.tasks.enumerated() where task.hasBody {
      add(.taskEnd, index, at: task.end)
    }
  }
}
