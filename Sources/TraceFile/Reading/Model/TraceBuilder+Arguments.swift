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
      if let text = arguments.lane {
        let read = event.captured.withBytes(of: text) { LaneID(text: $0) }
        guard let id = read else { return nil }
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
  /// Reads "pid/tid", as it stands with each scheduler slice.
  init?(text: Swift.Span<UInt8>) {
    guard let slash = text.indices.first(where: { text[$0] == UInt8(ascii: "/") }),
      let process = LaneID.number(text, 0..<slash),
      let thread = LaneID.number(text, slash + 1..<text.count)
    else { return nil }
    self.init(process: process, thread: thread)
  }

  private static func number(_ text: Swift.Span<UInt8>, _ range: Range<Int>) -> Int64? {
    let isNegative = !range.isEmpty && text[range.lowerBound] == UInt8(ascii: "-")
    let digits = isNegative ? range.dropFirst() : range
    guard !digits.isEmpty else { return nil }
    var number: Int64 = 0
    for index in digits {
      let digit = text[index] &- UInt8(ascii: "0")
      guard digit < 10 else { return nil }
      // Towards the sign: the least number has no positive counterpart.
      let (tens, isTooLarge) = number.multipliedReportingOverflow(by: 10)
      let (next, isBeyond) = tens.subtractingReportingOverflow(Int64(digit))
      if isTooLarge || isBeyond { return nil }
      number = next
    }
    guard !isNegative else { return number }
    return number == .min ? nil : -number
  }
}
