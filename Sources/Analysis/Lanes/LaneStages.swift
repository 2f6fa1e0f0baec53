import TraceModel

/// The stages of pool tasks on the lanes that carried them: the task ledger
/// from p to x, and each task's progress (METHOD 4.4).
struct LaneStages {
  /// Task time by bucket, over all lanes.
  private(set) var ledger = Tally()
  /// The lane's work and io before the task's start, and before its end.
  private(set) var progressAtStart: [Int64]
  private(set) var progressAtEnd: [Int64]

  private var times: [Int64] = []
  /// What happens at each time: four times the task's place, plus the instant.
  private var marks: [Int32] = []
  /// Tasks picked up and not started, in service, and being sent.
  private var counts = (preparing: Int64(0), serving: Int64(0), sending: Int64(0))

  init(_ facts: RunFacts, _ timelines: [LaneTimeline]) {
    progressAtStart = Array(repeating: 0, count: facts.tasks.count)
    progressAtEnd = progressAtStart
    let tasks = Grouped(facts.tasks.count, owners: facts.lanes.count) {
      facts.tasks[$0].isAsync ? -1 : facts.tasks[$0].lane
    }
    for lane in facts.lanes.indices where !tasks.range(lane).isEmpty {
      collect(facts, tasks, lane)
      follow(timelines[lane], tasks)
    }
  }

  private mutating func collect(_ facts: RunFacts, _ tasks: Grouped, _ lane: Int) {
    times.removeAll(keepingCapacity: true)
    marks.removeAll(keepingCapacity: true)
    for place in tasks.range(lane) {
      let task = facts.tasks[tasks[place]]
      let first = Int32(truncatingIfNeeded: place) &* 4
      times.append(task.pickup)
      times.append(task.start)
      times.append(task.end)
      times.append(task.sent)
      for mark in first..<first &+ 4 { marks.append(mark) }
    }
    guard let order = TimeOrder.order(times) else { return }
    times = order.map { times[Int($0)] }
    marks = order.map { marks[Int($0)] }
  }

  private mutating func follow(_ timeline: LaneTimeline, _ tasks: Grouped) {
    counts = (0, 0, 0)
    var place = -1
    var now: Int64 = 0
    for (time, mark) in zip(times, marks) {
      if time > now {
        advance(timeline, &place, now, time)
        now = time
      }
      let task = tasks[Int(mark / 4)]
      let sums = timeline.progress(to: time, at: place)
      switch mark % 4 {
      case 0: counts.preparing += 1
      case 1:
        counts.preparing -= 1
        counts.serving += 1
        progressAtStart[task] = sums.work + sums.io
      case 2:
        counts.serving -= 1
        counts.sending += 1
        progressAtEnd[task] = sums.work + sums.io
      default: counts.sending -= 1
      }
    }
  }

  /// Books [from, to) of the lane's timeline; `place` is left at the stretch of `to`.
  private mutating func advance(
    _ timeline: LaneTimeline, _ place: inout Int, _ from: Int64, _ to: Int64
  ) {
    guard counts != (0, 0, 0) else {
      place = timeline.starts.place(at: to, near: place)
      return
    }
    var start = from
    while start < to {
      let next = place + 1
      let isLast = next >= timeline.starts.count || timeline.starts[next] > to
      let end = isLast ? to : timeline.starts[next]
      add(place < 0 ? nil : timeline.flags[place].state, end - start)
      start = end
      if !isLast { place = next }
    }
    while place + 1 < timeline.starts.count, timeline.starts[place + 1] <= to { place += 1 }
  }

  private mutating func add(_ state: Bucket?, _ time: Int64) {
    guard time > 0 else { return }
    if counts.preparing > 0 { ledger[state ?? .dispatch] &+= counts.preparing &* time }
    if counts.serving > 0 { ledger[state ?? .unattributed] &+= counts.serving &* time }
    if counts.sending > 0 { ledger[state ?? .result] &+= counts.sending &* time }
  }
}
