import TraceModel

/// Where every async task was while it was in flight (METHOD 4.2).
///
/// In a step on a lane, or outside in a bucket of its own; 24 B a change.
struct AsyncTimelines {
  struct Segment {
    var start: Int64
    /// Work and io of the task before the start.
    var progress: Int64
    /// The lane of its innermost step, or −1 − the bucket's number.
    var place: Int32

    var bucket: Bucket? { place < 0 ? Bucket(rawValue: UInt8(-1 - place)) : nil }
  }

  fileprivate(set) var segments: [Segment] = []
  /// Where each task's segments begin.
  fileprivate var bounds: [Int32] = [0]

  func range(_ task: Int) -> Range<Int> { Int(bounds[task])..<Int(bounds[task + 1]) }

  /// Work and io of a task in [0, time), which must not lie after its end.
  func progress(_ task: Int, to time: Int64, _ lanes: [LaneTimeline]) -> Int64 {
    let range = self.range(task)
    var low = range.lowerBound
    var high = range.upperBound
    while low < high {
      let middle = (low + high) / 2
      if segments[middle].start <= time { low = middle + 1 } else { high = middle }
    }
    guard low > range.lowerBound else { return 0 }
    let segment = segments[low - 1]
    if segment.bucket == .io { return segment.progress + time - segment.start }
    guard segment.place >= 0, time > segment.start else { return segment.progress }
    let lane = lanes[Int(segment.place)]
    return segment.progress + lane.progress(to: time) - lane.progress(to: segment.start)
  }
}

/// Follows one async task after the other through its own time.
struct AsyncWalk: ~Copyable {
  private let facts: RunFacts
  private let spans: AsyncSpans
  private let lanes: [LaneTimeline]
  /// Where each lane was asked last: tasks come roughly in order of time.
  private var hints: [Int]
  private var steps: [LaneWalk.Open<Int32>] = []
  private var waits: [LaneWalk.Open<WaitReason>] = []
  private var ends: [Int64] = []
  private var sums = (work: Int64(0), io: Int64(0))

  private(set) var timelines = AsyncTimelines()
  /// Work and io by task.
  private(set) var work: [Int64] = []
  private(set) var io: [Int64] = []
  private(set) var figures: StepSums

  init(_ facts: RunFacts, _ spans: AsyncSpans, _ lanes: [LaneTimeline]) {
    self.facts = facts
    self.spans = spans
    self.lanes = lanes
    hints = Array(repeating: 0, count: facts.lanes.count)
    figures = StepSums()
    timelines.bounds.reserveCapacity(facts.asyncCount + 1)
  }

  mutating func walkAll() {
    for task in 0..<facts.asyncCount { walk(task) }
  }

  private mutating func walk(_ task: Int) {
    let record = facts.tasks[task]
    steps.removeAll(keepingCapacity: true)
    waits.removeAll(keepingCapacity: true)
    sums = (0, 0)
    collectEnds(task)
    var nextStep = spans.steps.range(task)
    var nextWait = spans.waits.range(task)
    var nextEnd = 0
    var ready = record.submit
    var now = Int64.min
    let first = timelines.segments.count
    while true {
      let instant = next(after: now, record, nextStep.first, nextWait.first)
      if instant == Int64.max { break }
      now = instant
      while nextEnd < ends.count, ends[nextEnd] <= now {
        ready = max(ready, ends[nextEnd])
        nextEnd += 1
      }
      open(&nextStep, &nextWait, now, ready)
      if now >= record.submit, now < record.end { place(now, first) }
    }
    if record.submit < record.end { close(record.end, first) }
    timelines.bounds.append(Int32(truncatingIfNeeded: timelines.segments.count))
    work.append(sums.work)
    io.append(sums.io)
  }

  /// From when on the task could have been polled: each end of a step or wait.
  private mutating func collectEnds(_ task: Int) {
    ends.removeAll(keepingCapacity: true)
    for place in spans.steps.range(task) {
      let step = facts.phases[spans.steps[place]]
      if step.start < step.end { ends.append(step.end) }
    }
    for place in spans.waits.range(task) {
      let wait = facts.taskWaits[spans.waits[place]]
      if wait.start < wait.end { ends.append(wait.end) }
    }
    TimeOrder.sort(&ends)
  }

  private func next(
    after now: Int64, _ task: TaskRecord, _ step: Int?, _ wait: Int?
  ) -> Int64 {
    var first = Int64.max
    if let step { first = facts.phases[spans.steps[step]].start }
    if let wait { first = min(first, facts.taskWaits[spans.waits[wait]].start) }
    if let top = steps.last { first = min(first, top.end) }
    if let top = waits.last { first = min(first, top.end) }
    return task.submit > now ? min(first, task.submit) : first
  }

  private mutating func open(
    _ step: inout Range<Int>, _ wait: inout Range<Int>, _ now: Int64, _ ready: Int64
  ) {
    while let top = steps.last, top.end <= now { steps.removeLast() }
    while let top = waits.last, top.end <= now { waits.removeLast() }
    while let place = wait.first, facts.taskWaits[spans.waits[place]].start == now {
      let span = facts.taskWaits[spans.waits[place]]
      if span.end > now { waits.append(LaneWalk.Open(end: span.end, value: span.reason)) }
      wait.removeFirst()
    }
    while let place = step.first, facts.phases[spans.steps[place]].start == now {
      let index = spans.steps[place]
      let span = facts.phases[index]
      figures.see(lag: now - ready, length: span.end - now)
      if span.end > now { steps.append(LaneWalk.Open(end: span.end, value: span.lane)) }
      step.removeFirst()
    }
  }

  /// METHOD 4.2: in a step the lane's state, in a wait its reason, else `loop`.
  private mutating func place(_ now: Int64, _ first: Int) {
    let place: Int32
    if let top = steps.last {
      place = top.value
    } else {
      let bucket: Bucket =
        switch waits.last?.value {
        case .io, .sleep: .io
        case .join: .join
        case .lock: .lock
        case .unknown: .unattributed
        default: .loop
        }
      place = -1 - Int32(bucket.rawValue)
    }
    if timelines.segments.count > first {
      if timelines.segments[timelines.segments.count - 1].place == place { return }
      close(now, first)
    }
    timelines.segments.append(
      AsyncTimelines.Segment(start: now, progress: sums.work + sums.io, place: place))
  }

  /// Adds up the progress of the task's last segment, which ends now.
  private mutating func close(_ now: Int64, _ first: Int) {
    guard timelines.segments.count > first, let last = timelines.segments.last else { return }
    if last.bucket == .io { sums.io += now - last.start }
    guard last.place >= 0 else { return }
    let lane = Int(last.place)
    let from = lanes[lane].starts.place(at: last.start, near: hints[lane])
    let to = lanes[lane].starts.place(at: now, near: from)
    hints[lane] = from
    let before = lanes[lane].progress(to: last.start, at: from)
    let after = lanes[lane].progress(to: now, at: to)
    sums.work += after.work - before.work
    sums.io += after.io - before.io
  }
}
