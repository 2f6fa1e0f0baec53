import TraceModel

extension TraceBuilder {
  /// `args.task`, or what stands for it: `from>to` of a dependency, or the id
  /// of an arrow or of an async task.
  func task(
    of event: ScannedEvent, _ category: Category, _ scanner: inout EventScanner
  ) -> NameTable.ID {
    if let task = event.arguments.task { return intern(task, of: event, &scanner) }
    switch (event.phase, category) {
    case (UInt8(ascii: "s"), .dep), (UInt8(ascii: "f"), .dep):
      if let origin = event.text(event.arguments.origin),
        let target = event.text(event.arguments.target)
      {
        return scanner.names.intern("\(origin)>\(target)")
      }
    case (UInt8(ascii: "s"), .submit), (UInt8(ascii: "f"), .submit),
      (UInt8(ascii: "s"), .result), (UInt8(ascii: "f"), .result), (UInt8(ascii: "b"), .task):
      break
    default: return .none
    }
    guard let identifier = event.identifierText else { return .none }
    return intern(identifier, of: event, &scanner)
  }

  /// Stores the arguments that only some spans have; -1 when there are none.
  ///
  /// Nil when `args.lane` of a scheduler slice, or of a wait that the kernel told, names no lane.
  mutating func detail(
    of event: ScannedEvent, _ category: Category, _ scanner: inout EventScanner
  ) -> Int32? {
    guard category != .span, event.arguments.isPresent else { return -1 }
    let arguments = event.arguments
    var detail = SpanDetail()
    if let key = arguments.key { detail.key = intern(key, of: event, &scanner) }
    detail.cpuTime = arguments.cpuTime.flatMap(TraceBuilder.duration)
    if category == .sched { detail.cpu = arguments.cpu.flatMap(Int32.init(exactly:)) }
    if category == .sched || category == .wait {
      if let text = event.text(arguments.lane) {
        guard let id = LaneID(text: text) else { return nil }
        detail.schedulingLane = lanes.index(of: id, scanner)
      }
    }
    if category == .run { detail.run = run(event) }
    let isEmpty =
      detail.key.index == 0 && detail.cpuTime == nil && detail.schedulingLane < 0
      && detail.cpu == nil && detail.run == nil
    if isEmpty { return -1 }
    trace.details.append(detail)
    return Int32(truncatingIfNeeded: trace.details.count - 1)
  }

  private func run(_ event: ScannedEvent) -> RunArguments? {
    guard let model = event.text(event.arguments.model) else { return nil }
    let arguments = event.arguments
    return RunArguments(
      model: ExecutionModel(rawValue: model),
      cores: TraceBuilder.count(arguments.cores) ?? 0, slots: TraceBuilder.count(arguments.slots),
      executors: event.executors.filter { $0.value >= 0 })
  }

  private func intern(
    _ text: CapturedText, of event: ScannedEvent, _ scanner: inout EventScanner
  ) -> NameTable.ID {
    event.captured.withBytes(of: text) { scanner.names.intern($0) }
  }

  private static func count(_ value: Int64?) -> Int? {
    guard let value, (0...Int64(Int32.max)).contains(value) else { return nil }
    return Int(value)
  }

  private static func duration(_ nanoseconds: Int64) -> Nanoseconds? {
    let duration = Nanoseconds(nanoseconds)
    return nanoseconds >= 0 && duration.isAdmitted ? duration : nil
  }
}

extension LaneID {
  /// Reads "pid/tid".
  init?(text: some StringProtocol) {
    let numbers = text.split(separator: "/", omittingEmptySubsequences: false)
    guard numbers.count == 2, let process = Int64(numbers[0]), let thread = Int64(numbers[1])
    else { return nil }
    self.init(process: process, thread: thread)
  }
}
