import TraceModel

extension MergePlan {
  private static let batchSize = 256 << 10

  /// Copies the run's events with their numbers changed.
  func copyEvents(
    path: String, to writer: inout TraceWriter, _ numbers: inout MergeNumbers,
    _ summary: inout MergeSummary
  ) throws(TraceFileError) {
    var scanner = try EventScanner(
      FileInput(path: path), options: TraceReaderOptions(), keepsRawText: true)
    let replaced = ["process_name", "process_sort_index", "process_labels"].map {
      scanner.names.intern($0)
    }
    var flows: [PairingKey: UInt64] = [:]
    var event = ScannedEvent()
    var lines: [UInt8] = []
    while try scanner.next(&event) {
      if event.phase == UInt8(ascii: "M"), replaced.contains(event.name) { continue }
      var rewriting = EventRewriting(event)
      let outcome = rewrite(event, &rewriting) {
        let key = PairingKey($0, event, name: event.name)
        if let known = flows[key] { return known }
        let number = numbers.flow()
        flows[key] = number
        return number
      }
      switch outcome {
      case .malformed: summary.malformed += 1
      case .beforeWindow: summary.beforeWindow += 1
      case .kept:
        if !lines.isEmpty { lines.append(contentsOf: ",\n".utf8) }
        rewriting.append(to: &lines)
        summary.events += 1
      }
      if lines.count >= MergePlan.batchSize {
        try writer.append(lines)
        lines.removeAll(keepingCapacity: true)
      }
    }
    summary.malformed += scanner.malformed
    try writer.append(lines)
  }

  private enum Outcome { case kept, malformed, beforeWindow }

  private func rewrite(
    _ event: ScannedEvent, _ rewriting: inout EventRewriting,
    flowNumber: (EventIdentifier) -> UInt64
  ) -> Outcome {
    let process = event.process ?? 0
    let old = LaneID(process: process, thread: event.thread ?? process)
    guard !event.isBroken, event.phase != 0, rewriting.isWhole, let new = lane(old),
      event.identifier != nil || !event.needsIdentifier
    else {
      return .malformed
    }
    let outcome = rewriteTime(event, &rewriting)
    guard outcome == .kept else { return outcome }
    rewriting.set("pid", event.places.process) { JSONText.appendInteger(new.process, to: &$0) }
    rewriting.set("tid", event.places.thread) { JSONText.appendInteger(new.thread, to: &$0) }
    if let place = event.places.lane, let text = event.arguments.lane,
      let old = event.captured.withBytes(of: text, { LaneID(text: $0) }), let lane = lane(old)
    {
      rewriting.replace(place) {
        JSONText.appendQuoted("\(lane.process)/\(lane.thread)", to: &$0)
      }
    }
    rewriteIdentifier(event, &rewriting, flowNumber)
    return .kept
  }

  private func rewriteIdentifier(
    _ event: ScannedEvent, _ rewriting: inout EventRewriting,
    _ flowNumber: (EventIdentifier) -> UInt64
  ) {
    guard let identifier = event.identifier, let place = event.places.identifier,
      let key = event.places.identifierKey
    else { return }
    switch event.phase {
    case UInt8(ascii: "s"), UInt8(ascii: "t"), UInt8(ascii: "f"):
      let number = flowNumber(identifier)
      rewriting.replace(key) { $0.append(contentsOf: "\"id\"".utf8) }
      rewriting.replace(place) { JSONText.appendDigits(number, to: &$0) }
    default:
      guard identifier.scope != .local, let text = event.text(event.identifierText) else { return }
      rewriting.replace(key) { $0.append(contentsOf: "\"id2\"".utf8) }
      rewriting.replace(place) { bytes in
        bytes.append(contentsOf: "{\"local\":".utf8)
        JSONText.appendQuoted(text, to: &bytes)
        bytes.append(UInt8(ascii: "}"))
      }
    }
  }

  /// Moves the event by `shift`; what starts before the window starts with it.
  private func rewriteTime(
    _ event: ScannedEvent, _ rewriting: inout EventRewriting
  ) -> Outcome {
    let first = Nanoseconds(1000)
    guard let time = event.time, let place = event.places.time else {
      return event.phase == UInt8(ascii: "M") && event.places.time == nil ? .kept : .malformed
    }
    let start = shifted(time.rounded)
    if event.phase == UInt8(ascii: "X") {
      guard let duration = event.duration, duration.nanoseconds >= 0,
        let oldEnd = time.end(after: duration), let durationPlace = event.places.duration
      else { return .malformed }
      let end = shifted(oldEnd)
      if start < first, end <= first { return .beforeWindow }
      rewriting.replace(durationPlace) {
        JSONText.appendMicroseconds((end - max(start, first)).count, to: &$0)
      }
    }
    rewriting.replace(place) { JSONText.appendMicroseconds(max(start, first).count, to: &$0) }
    return .kept
  }

  /// Both terms are within `Nanoseconds.admitted` or barely beyond: no overflow.
  private func shifted(_ time: Nanoseconds) -> Nanoseconds {
    min(time + shift, Nanoseconds.admitted.upperBound)
  }
}
