package import TraceModel

extension EventArguments {
  /// Appends `,"args":{…}`, or nothing when no argument is set.
  func append(to text: inout [UInt8]) {
    var list = ArgumentList()
    if let task {
      list.open("task", in: &text)
      JSONText.appendDigits(task, to: &text)
    } else if let taskName = rare.first?.taskName {
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
    if let rare = rare.first { rare.append(to: &text, &list) }
    list.close(in: &text)
  }
}

extension RareArguments {
  func append(to text: inout [UInt8], _ list: inout ArgumentList) {
    if let cpu { list.append(cpu: cpu, to: &text) }
    if let lane { list.append(lane: lane, to: &text) }
    for member in run?.members ?? [] { append(member, to: &text, &list) }
    for member in extra { append(member, to: &text, &list) }
  }

  private func append(
    _ member: JSONMember, to text: inout [UInt8], _ list: inout ArgumentList
  ) {
    list.open(member.key, in: &text)
    member.value.append(to: &text)
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

  mutating func append(cpu: Int32, to text: inout [UInt8]) {
    open("cpu", in: &text)
    JSONText.appendInteger(Int64(cpu), to: &text)
  }

  mutating func append(lane: LaneID, to text: inout [UInt8]) {
    open("lane", in: &text)
    JSONText.append("\"", to: &text)
    JSONText.appendInteger(lane.process, to: &text)
    JSONText.append("/", to: &text)
    JSONText.appendInteger(lane.thread, to: &text)
    JSONText.append("\"", to: &text)
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
