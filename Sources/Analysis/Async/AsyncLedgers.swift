import TraceModel

/// What async tasks in flight add to the ledgers: of each group by bucket.
///
/// A task in a step is in the state of its lane. Steps on one lane are counted,
/// not followed one by one, so that many open at once cost no more than few.
struct AsyncLedgers {
  /// Task time by bucket of each group; the slot ledger of in-flight slots.
  private(set) var groups: [Tally]
  /// Time outside of steps in I/O.
  private(set) var io: Int64 = 0

  init(_ facts: RunFacts, _ tasks: AsyncTimelines, _ lanes: [LaneTimeline]) {
    groups = Array(repeating: Tally(), count: facts.groups.count)
    var stays: [Stay] = []
    tasks.forEachSegment(facts) { task, segment, end in
      let group = facts.tasks[task].group
      if let bucket = segment.bucket {
        groups[Int(group)][bucket] &+= end - segment.start
        if bucket == .io { io &+= end - segment.start }
      } else {
        stays.append(Stay(start: segment.start, end: end, lane: segment.place, group: group))
      }
    }
    let byLane = Grouped(stays.count, owners: facts.lanes.count) { stays[$0].lane }
    for lane in facts.lanes.indices where !byLane.range(lane).isEmpty {
      var groups: [Int32: [Int]] = [:]
      for place in byLane.range(lane) {
        groups[stays[byLane[place]].group, default: []].append(byLane[place])
      }
      for (group, members) in groups {
        add(members.map { stays[$0] }, to: Int(group), lanes[lane])
      }
    }
  }

  /// A task's stay in a step on a lane.
  private struct Stay {
    var start: Int64
    var end: Int64
    var lane: Int32
    var group: Int32
  }

  private mutating func add(_ stays: [Stay], to group: Int, _ lane: LaneTimeline) {
    var starts = stays.map(\.start)
    var ends = stays.map(\.end)
    TimeOrder.sort(&starts)
    TimeOrder.sort(&ends)
    var (opened, closed, place) = (0, 0, -1)
    var now: Int64 = 0
    while closed < ends.count {
      let next = opened < starts.count ? min(starts[opened], ends[closed]) : ends[closed]
      let count = Int64(opened - closed)
      if count > 0 {
        while now < next {
          let isLast = place + 1 >= lane.starts.count || lane.starts[place + 1] > next
          let end = isLast ? next : lane.starts[place + 1]
          let state = place < 0 ? nil : lane.flags[place].state
          groups[group][state ?? .unattributed] &+= count &* (end - now)
          now = end
          if !isLast { place += 1 }
        }
      }
      now = next
      place = lane.starts.place(at: now, near: place)
      while closed < ends.count, ends[closed] == now { closed += 1 }
      while opened < starts.count, starts[opened] == now { opened += 1 }
    }
  }
}

extension AsyncTimelines {
  /// Calls with every segment, its task and its end.
  func forEachSegment(_ facts: RunFacts, _ body: (Int, Segment, Int64) -> Void) {
    for task in 0..<max(facts.asyncCount, 0) {
      let range = self.range(task)
      for place in range {
        let isLast = place + 1 == range.upperBound
        let end = isLast ? facts.tasks[task].end : segments[place + 1].start
        body(task, segments[place], end)
      }
    }
  }
}
