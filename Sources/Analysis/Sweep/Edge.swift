import TraceModel

/// An instant at which something starts or ends.
struct Edge {
  /// What happens; ends come before starts, so that at one instant what ends
  /// has ended when something starts.
  enum Kind: UInt8 {
    case phaseEnd, waitEnd, sliceEnd
    case taskWaitEnd, asyncEnd
    case queueEnd, prepareEnd, serviceEnd, sendEnd, resultEnd
    case laneDeath, mark, laneReady, laneBirth
    case asyncStart, taskWaitStart
    case queueStart, prepareStart, serviceStart, sendStart, resultStart
    case sliceStart, waitStart, phaseStart
  }

  var time: Int64
  var kind: Kind
  /// Into the facts' array that the kind is about.
  var index: Int32
}

extension RunFacts {
  /// Every edge of the run in time order; O(n), or O(n log n) where many starts coincide.
  func edges() -> [Edge] {
    var edges: [Edge] = []
    edges.reserveCapacity(2 * (phases.count + waits.count + slices.count) + 4 * tasks.count)
    func add(_ time: Int64, _ kind: Edge.Kind, _ index: Int) {
      edges.append(Edge(time: time, kind: kind, index: Int32(truncatingIfNeeded: index)))
    }
    for (index, span) in phases.enumerated() { add(span.end, .phaseEnd, index) }
    for (index, span) in waits.enumerated() where span.start < span.end {
      add(span.end, .waitEnd, index)
    }
    for (index, span) in slices.enumerated() where span.start < span.end {
      add(span.end, .sliceEnd, index)
    }
    for (index, wait) in taskWaits.enumerated() where wait.start < wait.end {
      add(wait.end, .taskWaitEnd, index)
    }
    addTaskEdges(isEnd: true, add)
    for (index, lane) in lanes.enumerated() where lane.isBorn {
      if lane.death < makespan { add(lane.death, .laneDeath, index) }
    }
    addMarks(add)
    for (index, lane) in lanes.enumerated() where lane.isBorn { add(lane.ready, .laneReady, index) }
    for (index, lane) in lanes.enumerated() where lane.isBorn { add(lane.birth, .laneBirth, index) }
    addTaskEdges(isEnd: false, add)
    for (index, wait) in taskWaits.enumerated() where wait.start < wait.end {
      add(wait.start, .taskWaitStart, index)
    }
    for (index, span) in slices.enumerated() where span.start < span.end {
      add(span.start, .sliceStart, index)
    }
    for (index, span) in waits.enumerated() where span.start < span.end {
      add(span.start, .waitStart, index)
    }
    for (index, span) in phases.enumerated() { add(span.start, .phaseStart, index) }
    sortByTime(&edges)
    orderSimultaneous(&edges)
    return edges
  }

  private func addTaskEdges(isEnd: Bool, _ add: (Int64, Edge.Kind, Int) -> Void) {
    for (index, task) in tasks.enumerated() {
      if task.isAsync {
        if task.submit < task.end {
          add(isEnd ? task.end : task.submit, isEnd ? .asyncEnd : .asyncStart, index)
        }
        if task.end < task.seen {
          add(isEnd ? task.seen : task.end, isEnd ? .resultEnd : .resultStart, index)
        }
        continue
      }
      if task.submit < task.pickup {
        add(isEnd ? task.pickup : task.submit, isEnd ? .queueEnd : .queueStart, index)
      }
      if task.pickup < task.start, task.hasBody {
        add(isEnd ? task.start : task.pickup, isEnd ? .prepareEnd : .prepareStart, index)
      }
      if task.start < task.end {
        add(isEnd ? task.end : task.start, isEnd ? .serviceEnd : .serviceStart, index)
      }
      if task.end < task.sent, task.hasBody {
        add(isEnd ? task.sent : task.end, isEnd ? .sendEnd : .sendStart, index)
      }
      if task.sent < task.seen {
        add(isEnd ? task.seen : task.sent, isEnd ? .resultEnd : .resultStart, index)
      }
    }
  }

  /// Instants from which on idle slots are classified differently; index -1 is the run.
  private func addMarks(_ add: (Int64, Edge.Kind, Int) -> Void) {
    for index in -1..<groups.count {
      let marks = index < 0 ? self.marks : groups[index].marks
      for time in [marks.firstCreation, marks.lastSubmission, marks.lastEnd] {
        if time > 0, time < makespan { add(time, .mark, index) }
      }
    }
  }

  /// What starts together on stacks goes on them longer first, then by rank.
  private func orderSimultaneous(_ edges: inout [Edge]) {
    var first = 0
    while first < edges.count {
      var next = first + 1
      let (time, kind) = (edges[first].time, edges[first].kind)
      while next < edges.count, edges[next].time == time, edges[next].kind == kind { next += 1 }
      if next - first > 1 { order(kind, &edges[first..<next]) }
      first = next
    }
  }

  private func order(_ kind: Edge.Kind, _ edges: inout ArraySlice<Edge>) {
    switch kind {
    case .phaseStart:
      edges.sort { precedes(phases[Int($0.index)], phases[Int($1.index)], ($0.index, $1.index)) }
    case .waitStart:
      edges.sort {
        let (left, right) = (waits[Int($0.index)], waits[Int($1.index)])
        return (right.end, left.reason) < (left.end, right.reason)
      }
    case .taskWaitStart:
      edges.sort {
        let (left, right) = (taskWaits[Int($0.index)], taskWaits[Int($1.index)])
        return (right.end, left.reason) < (left.end, right.reason)
      }
    case .sliceStart:
      edges.sort {
        let (left, right) = (slices[Int($0.index)], slices[Int($1.index)])
        return (right.end, left.state.rawValue) < (left.end, right.state.rawValue)
      }
    default: break
    }
  }

  private func precedes(_ left: PhaseSpan, _ right: PhaseSpan, _ ids: (Int32, Int32)) -> Bool {
    (right.end, left.rank, ids.0) < (left.end, right.rank, ids.1)
  }
}

/// Sorts by time, stably, in one pass per 11 bits that differ.
func sortByTime(_ edges: inout [Edge]) {
  var latest: Int64 = 0
  var isSorted = true
  var previous = Int64.min
  for edge in edges {
    latest = max(latest, edge.time)
    if edge.time < previous { isSorted = false }
    previous = edge.time
  }
  if isSorted { return }
  var other = edges
  var shift: Int64 = 0
  while shift < 63, latest >> shift > 0 {
    scatter(edges, into: &other, shift: shift)
    swap(&edges, &other)
    shift += 11
  }
}

/// One counting pass of the radix sort; times are not negative.
private func scatter(_ edges: [Edge], into other: inout [Edge], shift: Int64) {
  var places = [Int](repeating: 0, count: 2048)
  for edge in edges { places[Int((edge.time >> shift) & 2047)] += 1 }
  var place = 0
  for digit in places.indices {
    let count = places[digit]
    places[digit] = place
    place += count
  }
  for edge in edges {
    let digit = Int((edge.time >> shift) & 2047)
    other[places[digit]] = edge
    places[digit] += 1
  }
}
