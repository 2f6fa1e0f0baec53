package import TraceModel

/// What TS1 puts into an event's `args`, without a dictionary (METHOD section 2).
///
/// Only what is set is written, in the order of the properties.
package struct EventArguments: Hashable, Sendable {
  /// `args.task` as a number: which task the event belongs to.
  package var task: UInt64?
  /// `args.key`: the name by which a task is matched with the baseline's.
  package var key: String?
  /// `args.cpu_ns`: CPU time of the thread between the span's two ends.
  package var cpuTime: Nanoseconds?
  /// Apart, so that the arguments of most events are few words to copy: empty,
  /// or one element.
  private(set) var rare: [RareArguments] = []

  package init(
    task: UInt64? = nil, taskName: String? = nil, key: String? = nil,
    cpuTime: Nanoseconds? = nil, cpu: Int32? = nil, lane: LaneID? = nil,
    run: RunArguments? = nil, extra: [JSONMember] = []
  ) {
    self.task = task
    self.key = key
    self.cpuTime = cpuTime
    if taskName != nil || cpu != nil || lane != nil || run != nil || !extra.isEmpty {
      rare = [RareArguments(taskName: taskName, cpu: cpu, lane: lane, run: run, extra: extra)]
    }
  }

  /// No arguments: the event has no `args`.
  package static var none: EventArguments { EventArguments() }

  /// Whether nothing is set.
  package var isEmpty: Bool { task == nil && key == nil && cpuTime == nil && rare.isEmpty }
}

/// The arguments that few events have.
struct RareArguments: Hashable, Sendable {
  var taskName: String?
  var cpu: Int32?
  var lane: LaneID?
  var run: RunArguments?
  var extra: [JSONMember] = []
}

extension EventArguments {
  /// `args.task` where a task is known by a word; a number goes first.
  package var taskName: String? {
    get { rare.first?.taskName }
    set { change { $0.taskName = newValue } }
  }

  /// `args.cpu` of scheduler slices.
  package var cpu: Int32? {
    get { rare.first?.cpu }
    set { change { $0.cpu = newValue } }
  }

  /// `args.lane` as "pid/tid": whose state a scheduler slice tells.
  package var lane: LaneID? {
    get { rare.first?.lane }
    set { change { $0.lane = newValue } }
  }

  /// `args.model`, `cores`, `slots` and `executors` of `run` events.
  package var run: RunArguments? {
    get { rare.first?.run }
    set { change { $0.run = newValue } }
  }

  /// Further members, written as they are.
  package var extra: [JSONMember] {
    get { rare.first?.extra ?? [] }
    set { change { $0.extra = newValue } }
  }

  private mutating func change(_ body: (inout RareArguments) -> Void) {
    var changed = rare.first ?? RareArguments()
    body(&changed)
    rare = changed == RareArguments() ? [] : [changed]
  }
}
