import TraceModel

/// The time-ordered changes that the sweep for a view merges.
struct SlotStreams {
  enum Kind {
    /// A task of a pool is submitted or picked up.
    case queued(group: Int, step: Int64)
    /// An async task of a loop begins or ends.
    case inFlight(group: Int, step: Int64)
    /// An async task goes to another place; the items say which.
    case segments
    /// Idle slots of a group are classified differently from here on; the items say of which.
    case mark
  }

  struct Stream {
    var kind: Kind
    var times: [Int64]
    /// A segment that begins, or −1 − one that ends its task's flight; of a mark the group.
    var items: [Int32] = []
  }

  /// Lanes whose own changes matter: slots, threads of loops, and what carries steps.
  let lanes: [Int]
  private(set) var streams: [Stream] = []
  /// Whether a segment is its task's first.
  private(set) var isFirst: [Bool]

  init(_ owners: RunOwners) {
    let facts = owners.facts
    let segments = owners.tasks.segments
    var matters = facts.lanes.map { $0.isBorn && ($0.slotGroup >= 0 || $0.loopGroup >= 0) }
    for segment in segments where segment.place >= 0 { matters[Int(segment.place)] = true }
    lanes = matters.indices.filter { matters[$0] }
    isFirst = Array(repeating: false, count: segments.count)
    addQueues(facts)
    addSegments(owners)
    addMarks(facts)
    streams.removeAll { $0.times.isEmpty }
  }

  private mutating func addQueues(_ facts: RunFacts) {
    var starts: [[Int64]] = facts.groups.map { _ in [] }
    var ends = starts
    for task in facts.tasks {
      let end = task.isAsync ? task.end : task.pickup
      let isLoop = facts.groups[Int(task.group)].kind == .loop
      guard task.submit < end, task.isAsync == isLoop else { continue }
      starts[Int(task.group)].append(task.submit)
      ends[Int(task.group)].append(end)
    }
    for group in facts.groups.indices {
      let isLoop = facts.groups[group].kind == .loop
      add(isLoop ? .inFlight(group: group, step: 1) : .queued(group: group, step: 1), starts[group])
      add(isLoop ? .inFlight(group: group, step: -1) : .queued(group: group, step: -1), ends[group])
    }
  }

  private mutating func addSegments(_ owners: RunOwners) {
    var stream = Stream(kind: .segments, times: [])
    for task in 0..<max(owners.facts.asyncCount, 0) {
      let range = owners.tasks.range(task)
      guard let first = range.first else { continue }
      isFirst[first] = true
      for place in range {
        stream.times.append(owners.tasks.segments[place].start)
        stream.items.append(Int32(truncatingIfNeeded: place))
      }
      stream.times.append(owners.facts.tasks[task].end)
      stream.items.append(-Int32(truncatingIfNeeded: range.upperBound))
    }
    append(stream)
  }

  private mutating func addMarks(_ facts: RunFacts) {
    var stream = Stream(kind: .mark, times: [])
    for (group, facts) in facts.groups.enumerated() {
      for time in [facts.marks.firstCreation, facts.marks.lastSubmission, facts.marks.lastEnd] {
        stream.times.append(time)
        stream.items.append(Int32(truncatingIfNeeded: group))
      }
    }
    append(stream)
  }

  private mutating func append(_ stream: Stream) {
    var stream = stream
    if let order = TimeOrder.order(stream.times) {
      stream.times = order.map { stream.times[Int($0)] }
      stream.items = order.map { stream.items[Int($0)] }
    }
    streams.append(stream)
  }

  private mutating func add(_ kind: Kind, _ times: [Int64]) {
    var stream = Stream(kind: kind, times: times)
    TimeOrder.sort(&stream.times)
    streams.append(stream)
  }
}
