import TraceModel

/// The time-ordered changes that the sweep merges: each lane's own, and
/// counters that go up and down at known instants.
struct Streams {
  /// What a counter counts.
  enum Kind: Equatable {
    /// Tasks of a pool submitted and not picked up.
    case queued(group: Int)
    /// Async tasks of a loop in flight.
    case inFlight(group: Int)
    /// Async tasks outside of steps, by bucket.
    case outside(Bucket)
    /// Nothing changes, but idle time is classified differently from here on.
    case mark
    /// For idle classes that do not know the future: what happens to a group.
    ///
    /// What belongs to no group is the run's.
    case created(group: Int?)
    case submitted(group: Int?)
    case ended(group: Int?)
  }

  /// A counter that changes by `step` at each of its ascending times.
  struct Counter {
    var kind: Kind
    var step: Int64
    var times: [Int64]
    /// The tasks that enter or leave flight at the times.
    var tasks: [Int32] = []
  }

  /// Lanes that take part.
  let lanes: [Int]
  private(set) var counters: [Counter] = []

  /// Idle classes come from the run's marks where it `knowsFuture`, else from what
  /// happens as it happens (METHOD 12).
  init(_ owners: RunOwners, knowsFuture: Bool = true) {
    let facts = owners.facts
    lanes = facts.lanes.indices.filter { facts.lanes[$0].isBorn }
    addQueues(facts)
    addFlights(facts)
    addOutside(owners)
    if knowsFuture { addMarks(facts) } else { addHappenings(facts) }
    counters.removeAll { $0.times.isEmpty }
  }

  private mutating func addQueues(_ facts: RunFacts) {
    var submits: [[Int64]] = facts.groups.map { _ in [] }
    var pickups = submits
    for task in facts.tasks where !task.isAsync && task.submit < task.pickup {
      submits[Int(task.group)].append(task.submit)
      pickups[Int(task.group)].append(task.pickup)
    }
    for group in facts.groups.indices {
      add(.queued(group: group), 1, submits[group])
      add(.queued(group: group), -1, pickups[group])
    }
  }

  private mutating func addFlights(_ facts: RunFacts) {
    let flying = Grouped(facts.asyncCount, owners: facts.groups.count) {
      facts.tasks[$0].submit < facts.tasks[$0].end ? facts.tasks[$0].group : -1
    }
    for group in facts.groups.indices {
      let tasks = Array(flying.items[flying.range(group)])
      addFlight(group, 1, tasks, tasks.map { facts.tasks[Int($0)].submit })
      addFlight(group, -1, tasks, tasks.map { facts.tasks[Int($0)].end })
    }
  }

  private mutating func addFlight(
    _ group: Int, _ step: Int64, _ tasks: [Int32], _ times: [Int64]
  ) {
    var counter = Counter(
      kind: .inFlight(group: group), step: step, times: times, tasks: tasks)
    if let order = TimeOrder.order(times) {
      counter.times = order.map { times[Int($0)] }
      counter.tasks = order.map { tasks[Int($0)] }
    }
    counters.append(counter)
  }

  private mutating func addOutside(_ owners: RunOwners) {
    let buckets: [Bucket] = [.lock, .loop, .io, .unattributed]
    var starts: [[Int64]] = Array(repeating: [], count: Bucket.count)
    var ends = starts
    owners.tasks.forEachSegment(owners.facts) { _, segment, end in
      guard let bucket = segment.bucket else { return }
      starts[Int(bucket.rawValue)].append(segment.start)
      ends[Int(bucket.rawValue)].append(end)
    }
    for bucket in buckets {
      add(.outside(bucket), 1, starts[Int(bucket.rawValue)])
      add(.outside(bucket), -1, ends[Int(bucket.rawValue)])
    }
  }

  private mutating func addMarks(_ facts: RunFacts) {
    var times: [Int64] = []
    for marks in [facts.marks] + facts.groups.map(\.marks) {
      times += [marks.firstCreation, marks.lastSubmission, marks.lastEnd]
    }
    add(.mark, 0, times.filter { $0 > 0 && $0 < facts.makespan })
  }

  /// Every creation, submission and end, for classes that learn as they go.
  private mutating func addHappenings(_ facts: RunFacts) {
    var created: [[Int64]] = facts.groups.map { _ in [] }
    var submitted = created
    var ended = created
    for task in facts.tasks {
      submitted[Int(task.group)].append(task.submit)
      ended[Int(task.group)].append(task.end)
    }
    for phase in facts.phases where phase.category == .startup {
      let lane = facts.lanes[Int(phase.lane)]
      let isCommon = lane.slotGroup < 0 && lane.loopGroup < 0
      for group in facts.groups.indices
      where isCommon || group == Int(lane.slotGroup) || group == Int(lane.loopGroup) {
        created[group].append(phase.start)
      }
    }
    let startups = facts.phases.lazy.filter { $0.category == .startup }.map(\.start)
    add(.created(group: nil), 0, Array(startups))
    for group in facts.groups.indices {
      add(.created(group: group), 0, created[group])
      add(.submitted(group: group), 0, submitted[group])
      add(.ended(group: group), 0, ended[group])
    }
  }

  private mutating func add(_ kind: Kind, _ step: Int64, _ times: [Int64]) {
    var counter = Counter(kind: kind, step: step, times: times)
    TimeOrder.sort(&counter.times)
    counters.append(counter)
  }
}
