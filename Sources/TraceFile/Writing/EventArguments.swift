package import TraceModel

/// What TS1 puts into an event's `args`, without a dictionary (METHOD section 2).
///
/// Only what is set is written, in the order of the properties.
package struct EventArguments: Hashable, Sendable {
  /// `args.task` as a number: which task the event belongs to.
  package var task: UInt64?
  /// `args.task` where a task is known by a word; `task` goes first.
  package var taskName: String?
  /// `args.key`: the name by which a task is matched with the baseline's.
  package var key: String?
  /// `args.cpu_ns`: CPU time of the thread between the span's two ends.
  package var cpuTime: Nanoseconds?
  /// `args.cpu` of scheduler slices.
  package var cpu: Int32?
  /// `args.lane` as "pid/tid": whose state a scheduler slice tells.
  package var lane: LaneID?
  /// `args.model`, `cores`, `slots` and `executors` of `run` events.
  package var run: RunArguments?
  /// Further members, written as they are.
  package var extra: [JSONMember]

  package init(
    task: UInt64? = nil, taskName: String? = nil, key: String? = nil,
    cpuTime: Nanoseconds? = nil, cpu: Int32? = nil, lane: LaneID? = nil,
    run: RunArguments? = nil, extra: [JSONMember] = []
  ) {
    self.task = task
    self.taskName = taskName
    self.key = key
    self.cpuTime = cpuTime
    self.cpu = cpu
    self.lane = lane
    self.run = run
    self.extra = extra
  }

  /// No arguments: the event has no `args`.
  package static var none: EventArguments { EventArguments() }
}

extension EventArguments {
  /// Appends `,"args":{…}`, or nothing when no argument is set.
  func append(to text: inout [UInt8]) {
    var list = ArgumentList()
    if let task {
      list.open("task", in: &text)
      JSONText.appendDigits(task, to: &text)
    } else if let taskName {
      list.open("task", in: &text)
      JSONText.appendQuoted(taskName, to: &text)
    }
    if let key {
      list.open("key", in: &text)
      JSONText.appendQuoted(key, to: &text)
    }
    if let cpuTime {
      list.open("cpu_ns", in: &text)
      JSONText.appendInteger(cpuTime.count, to: &text)
    }
    if cpu != nil || lane != nil || run != nil || !extra.isEmpty {
      appendRareMembers(to: &text, &list)
    }
    list.close(in: &text)
  }

  private func appendRareMembers(to text: inout [UInt8], _ list: inout ArgumentList) {
    if let cpu {
      list.open("cpu", in: &text)
      JSONText.appendInteger(Int64(cpu), to: &text)
    }
    if let lane {
      list.open("lane", in: &text)
      JSONText.appendQuoted("\(lane.process)/\(lane.thread)", to: &text)
    }
    for member in (run?.members ?? []) + extra {
      list.open(member.key, in: &text)
      member.value.append(to: &text)
    }
  }
}

extension RunArguments {
  /// The members of `args` of a `run` event.
  package var members: [JSONMember] {
    var members: [JSONMember] = [
      JSONMember("model", .string(model.rawValue)), JSONMember("cores", .integer(Int64(cores))),
    ]
    if let slots { members.append(JSONMember("slots", .integer(Int64(slots)))) }
    if !executors.isEmpty {
      let sorted = executors.sorted { $0.key < $1.key }
      members.append(
        JSONMember(
          "executors", .object(sorted.map { JSONMember($0.key, .integer(Int64($0.value))) })))
    }
    return members
  }
}

/// Opens `args` at the first member and separates the others.
struct ArgumentList {
  private var isOpen = false

  mutating func open(_ key: StaticString, in text: inout [UInt8]) {
    separate(in: &text)
    text.append(UInt8(ascii: "\""))
    JSONText.append(key, to: &text)
    JSONText.append("\":", to: &text)
  }

  mutating func open(_ key: String, in text: inout [UInt8]) {
    separate(in: &text)
    JSONText.appendQuoted(key, to: &text)
    text.append(UInt8(ascii: ":"))
  }

  func close(in text: inout [UInt8]) {
    if isOpen { text.append(UInt8(ascii: "}")) }
  }

  private mutating func separate(in text: inout [UInt8]) {
    if isOpen {
      text.append(UInt8(ascii: ","))
    } else {
      JSONText.append(",\"args\":{", to: &text)
      isOpen = true
    }
  }
}
