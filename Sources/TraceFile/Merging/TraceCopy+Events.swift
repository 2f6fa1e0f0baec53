import TraceModel

extension TraceCopy {
  /// How many tasks and async ids a file may number.
  private static let taskBits: UInt64 = 32
  private static let asyncBits: UInt64 = 50
  /// From here on the encoder numbers what overlaps: kept apart from what the copy adds itself.
  private static let firstOwnID: UInt64 = 1 << 48

  mutating func add(
    _ event: ScannedEvent, _ scanner: borrowing EventScanner, _ flows: inout FlowNumbers
  ) {
    guard let process = event.process, !event.isBroken else {
      found.malformed += 1
      return
    }
    let lane = LaneID(process: process, thread: event.thread ?? process)
    if event.phase == UInt8(ascii: "M") { return describe(lane, event, scanner) }
    let category = category(event.category, scanner)
    var rewriting = EventRewriting(event)
    // What the kernel does with a thread is the recorder's to tell.
    guard rewriting.isWhole, category != .sched, event.places.lane == nil, let time = event.time,
      let place = event.places.time, event.identifier != nil || !event.needsIdentifier,
      isOurs(event.phase)
    else {
      found.malformed += 1
      return
    }
    guard let window = window(of: lane), var start = start(event, time, window) else {
      found.outside += 1
      return
    }
    if event.phase == UInt8(ascii: "X") {
      guard let duration = event.duration, duration.nanoseconds >= 0,
        let end = time.end(after: duration), let durationPlace = event.places.duration
      else {
        found.malformed += 1
        return
      }
      let (first, last) = (max(start, window.lowerBound), min(shifted(end), window.upperBound))
      guard first <= last else {
        found.outside += 1
        return
      }
      start = first
      rewriting.replace(durationPlace) {
        JSONText.appendMicroseconds((last - first).count, to: &$0)
      }
    }
    rewriting.replace(place) { JSONText.appendMicroseconds(start.count, to: &$0) }
    renumberTasks(event, &rewriting)
    guard renumber(event, lane, scanner, &rewriting, &flows) else {
      found.malformed += 1
      return
    }
    note(event, category, lane, scanner)
    append(rewriting)
  }

  private func isOurs(_ phase: UInt8) -> Bool {
    switch phase {
    case UInt8(ascii: "X"), UInt8(ascii: "b"), UInt8(ascii: "e"), UInt8(ascii: "n"),
      UInt8(ascii: "i"), UInt8(ascii: "C"), UInt8(ascii: "s"), UInt8(ascii: "f"):
      true
    default: false
    }
  }

  /// Both terms are within `Nanoseconds.admitted` or barely beyond: no overflow.
  private func shifted(_ time: Nanoseconds) -> Nanoseconds {
    min(time + placement.shift, Nanoseconds.admitted.upperBound)
  }

  /// The event's time in the copy; nil where it lies outside of the window and cannot be moved in.
  private func start(
    _ event: ScannedEvent, _ time: EventTime, _ window: ClosedRange<Nanoseconds>
  ) -> Nanoseconds? {
    let start = shifted(time.rounded)
    if window.contains(start) { return start }
    switch event.phase {
    case UInt8(ascii: "X"): return start < window.lowerBound ? start : nil
    // Its begin was copied.
    case UInt8(ascii: "e"): return start > window.upperBound ? window.upperBound : nil
    default: return nil
    }
  }

  // MARK: - Numbers

  private func renumberTasks(_ event: ScannedEvent, _ rewriting: inout EventRewriting) {
    guard placement.number > 0 else { return }
    let places = [
      (event.arguments.task, event.places.task), (event.arguments.origin, event.places.origin),
      (event.arguments.target, event.places.target),
    ]
    for case (let text?, let place?) in places {
      guard let text = event.text(text) else { continue }
      let (number, base) = (UInt64(text), placement.number << Self.taskBits)
      rewriting.replace(place) { bytes in
        if let number, number < 1 << Self.taskBits {
          JSONText.appendDigits(base + number, to: &bytes)
        } else {
          JSONText.appendQuoted("\(placement.number):\(text)", to: &bytes)
        }
      }
    }
  }

  /// False where the event's id is none that a tracer gives, or there are too many of them.
  private mutating func renumber(
    _ event: ScannedEvent, _ lane: LaneID, _ scanner: borrowing EventScanner,
    _ rewriting: inout EventRewriting, _ flows: inout FlowNumbers
  ) -> Bool {
    guard event.needsIdentifier || event.phase == UInt8(ascii: "n") else { return true }
    guard let identifier = event.identifier, let place = event.places.identifier,
      let key = event.places.identifierKey
    else { return false }
    switch event.phase {
    case UInt8(ascii: "s"), UInt8(ascii: "f"):
      let arrow = PairingKey(identifier, event, name: event.name)
      guard let number = number(of: arrow, &flows) else { return false }
      rewriting.replace(key) { $0.append(contentsOf: "\"id\"".utf8) }
      rewriting.replace(place) { JSONText.appendDigits(number, to: &$0) }
    default:
      guard identifier.scope == .local, identifier.isNumber,
        identifier.value < 2 * Self.firstOwnID
      else { return false }
      let own = identifier.value < Self.firstOwnID ? 0 : Self.firstOwnID
      let id = placement.number << Self.asyncBits + own + identifier.value
      rewriting.replace(place) {
        $0.append(contentsOf: "{\"local\":\"0x\(String(id, radix: 16))\"}".utf8)
      }
      follow(event, id, lane, scanner, PairingKey(identifier, event, name: .none))
    }
    return true
  }

  private mutating func follow(
    _ event: ScannedEvent, _ id: UInt64, _ lane: LaneID, _ scanner: borrowing EventScanner,
    _ key: PairingKey
  ) {
    switch event.phase {
    case UInt8(ascii: "b"):
      open(
        key,
        CopiedTrace.OpenAsync(
          name: scanner.names.names[event.name], category: scanner.names.names[event.category],
          lane: lane, id: id))
    case UInt8(ascii: "e"): end(key)
    default: break
    }
  }

  // MARK: - What the file tells

  private mutating func note(
    _ event: ScannedEvent, _ category: Category, _ lane: LaneID, _ scanner: borrowing EventScanner
  ) {
    switch (event.phase, category) {
    case (UInt8(ascii: "X"), .task): found.lanes[lane]?.carriesTasks = true
    case (UInt8(ascii: "X"), .step): found.lanes[lane]?.carriesSteps = true
    case (UInt8(ascii: "b"), .task): found.asyncTasks += 1
    case (UInt8(ascii: "X"), .run), (UInt8(ascii: "i"), .run):
      let model = event.arguments.model.flatMap { event.text($0) }
      noteRun(
        scanner.names.names[event.name], model, lane, isEnd: event.phase == UInt8(ascii: "X"))
    case (UInt8(ascii: "C"), _):
      guard found.counters[lane.process, default: []].count < 1 << 12 else { return }
      found.counters[lane.process, default: []].insert(scanner.names.names[event.name])
    default: break
    }
  }

  /// Takes the names and roles of lanes, and the names of processes, to be written once.
  private mutating func describe(
    _ lane: LaneID, _ event: ScannedEvent, _ scanner: borrowing EventScanner
  ) {
    guard window(of: lane) != nil else {
      found.outside += 1
      return
    }
    let name = event.arguments.name.flatMap { event.text($0) } ?? ""
    switch scanner.names.names[event.name] {
    case "process_name": found.processNames[lane.process] = name
    case "thread_name":
      found.lanes[lane]?.name = name
      found.lanes[lane]?.roles.formUnion(event.arguments.roles)
    default: break
    }
  }
}
