import TraceModel

/// Phases by lane, by start, for looking up what covers an instant.
struct Bodies {
  /// Indices into the facts' phases, by lane and start.
  private var order: [Int32] = []
  private var places: [Int]
  /// For each place in `order`: the latest end so far on the lane, of phases and of steps.
  private var phaseEnds: [Int64] = []
  private var stepEnds: [Int64] = []
  private let starts: [Int64]

  init(_ facts: RunFacts) {
    places = Array(repeating: 0, count: facts.lanes.count + 1)
    for phase in facts.phases { places[Int(phase.lane) + 1] += 1 }
    for index in places.indices.dropFirst() { places[index] += places[index - 1] }
    var edges = facts.phases.indices.map {
      Edge(time: facts.phases[$0].start, kind: .phaseStart, index: Int32(truncatingIfNeeded: $0))
    }
    sortByTime(&edges)
    order = Array(repeating: 0, count: edges.count)
    var next = places
    for edge in edges {
      let lane = Int(facts.phases[Int(edge.index)].lane)
      order[next[lane]] = edge.index
      next[lane] += 1
    }
    starts = order.map { facts.phases[Int($0)].start }
    phaseEnds = Array(repeating: Int64.min, count: order.count)
    stepEnds = phaseEnds
    for lane in facts.lanes.indices { addUp(facts, places[lane]..<places[lane + 1]) }
  }

  private mutating func addUp(_ facts: RunFacts, _ range: Range<Int>) {
    var phase = Int64.min
    var step = Int64.min
    for place in range {
      let span = facts.phases[Int(order[place])]
      phase = max(phase, span.end)
      if span.category == .step { step = max(step, span.end) }
      phaseEnds[place] = phase
      stepEnds[place] = step
    }
  }

  /// The latest end of the phases (or only steps) that began on the lane before an instant.
  func previousEnd(on lane: Int, before time: Int64, stepsOnly: Bool = false) -> Int64 {
    var low = places[lane]
    var high = places[lane + 1]
    while low < high {
      let middle = (low + high) / 2
      if starts[middle] < time { low = middle + 1 } else { high = middle }
    }
    guard low > places[lane] else { return Int64.min }
    return stepsOnly ? stepEnds[low - 1] : phaseEnds[low - 1]
  }
}
