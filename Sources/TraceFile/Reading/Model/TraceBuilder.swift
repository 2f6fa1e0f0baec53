import TraceModel

/// Turns scanned events into a `Trace`.
///
/// Complete events go into the columns at once. Begins and ends are kept as
/// marks and matched when all are known, because real files are not in the
/// order of time.
struct TraceBuilder {
  var trace = Trace()
  var lanes = LaneTable()
  var spanMarks: [SpanMark] = []
  var asyncMarks: [AsyncMark] = []
  var flowMarks: [FlowMark] = []
  /// Complete events without `dur`, which end with the trace.
  var endlessSpans: [Span] = []
  /// The last instant that any event names.
  var lastInstant: Nanoseconds?
  /// Bytes of the names of lanes and processes met, those named again included.
  private var laneNameBytes = 0
  private var categories: [Category?] = []
  private let threadName: NameTable.ID
  private let processName: NameTable.ID
  private let processLabels: NameTable.ID

  init(_ scanner: inout EventScanner) {
    threadName = scanner.names.intern("thread_name")
    processName = scanner.names.intern("process_name")
    processLabels = scanner.names.intern("process_labels")
  }

  /// Adds an event; one that cannot be read is counted.
  ///
  /// - Throws: `TraceFileError` at a bound of the options.
  mutating func add(
    _ event: ScannedEvent, _ scanner: inout EventScanner
  ) throws(TraceFileError) {
    let category = category(event.category, scanner)
    if category != .span || event.phase == UInt8(ascii: "M") {
      trace.notes.unreadableArguments += event.arguments.unreadable
    }
    if event.isBroken || !store(event, category, &scanner) { trace.notes.malformed += 1 }
    if lanes.isFull { throw scanner.excess("more than \(scanner.options.maximumLanes) lanes") }
    if laneNameBytes > scanner.options.maximumNameBytes {
      throw scanner.excess(
        "more than \(scanner.options.maximumNameBytes) bytes of lane and process names")
    }
  }

  /// False when the event is malformed.
  private mutating func store(
    _ event: ScannedEvent, _ category: Category, _ scanner: inout EventScanner
  ) -> Bool {
    switch event.phase {
    case UInt8(ascii: "M"):
      name(event, scanner)
      return true
    case 0: return false
    default: break
    }
    guard let time = event.time else { return false }
    let context = EventContext(
      category: category, start: time.rounded, lane: lanes.index(of: event, scanner),
      task: task(of: event, category, &scanner))
    if event.phase != UInt8(ascii: "X") { note(context.start) }
    switch event.phase {
    case UInt8(ascii: "X"): return addComplete(event, time, context, &scanner)
    case UInt8(ascii: "B"), UInt8(ascii: "E"): return mark(event, context, &scanner)
    case UInt8(ascii: "b"), UInt8(ascii: "e"): return markAsync(event, context, &scanner)
    case UInt8(ascii: "s"), UInt8(ascii: "t"), UInt8(ascii: "f"):
      return markFlow(event, context, &scanner)
    case UInt8(ascii: "i"), UInt8(ascii: "I"), UInt8(ascii: "R"):
      return addInstant(event, context, &scanner)
    default: trace.notes.skipped += 1
    }
    return true
  }

  mutating func note(_ instant: Nanoseconds) {
    lastInstant = max(lastInstant ?? instant, instant)
  }

  @inline(__always)
  private mutating func category(
    _ id: NameTable.ID, _ scanner: borrowing EventScanner
  ) -> Category {
    let index = Int(id.index)
    if index < categories.count, let known = categories[index] { return known }
    return newCategory(id, scanner.names.names[id])
  }

  private mutating func newCategory(_ id: NameTable.ID, _ text: String) -> Category {
    let index = Int(id.index)
    while categories.count <= index { categories.append(nil) }
    let words = text.split(separator: ",")
    let category = words.lazy.compactMap { Category(word: $0.trimmingSpace) }.first ?? .span
    categories[index] = category
    return category
  }

  private mutating func name(_ event: ScannedEvent, _ scanner: borrowing EventScanner) {
    let text = event.text(event.arguments.name)
    laneNameBytes += text?.utf8.count ?? 0
    if event.name == processName {
      let process = event.process ?? 0
      if let text { trace.processNames[process] = text }
    } else if event.name == processLabels {
      if let text = event.text(event.arguments.labels) {
        laneNameBytes += text.utf8.count
        trace.processLabels[event.process ?? 0] = text
      }
    } else if event.name == threadName {
      lanes.describe(
        lanes.index(of: event, scanner), name: text, roles: event.arguments.roles)
    }
  }
}

/// What every event on a lane has.
struct EventContext {
  var category: Category
  var start: Nanoseconds
  var lane: Int32
  var task: NameTable.ID
}

extension ScannedEvent {
  /// A captured text, repaired where it is no UTF-8.
  func text(_ text: CapturedText?) -> String? {
    guard let text else { return nil }
    return String(decoding: captured.bytes[text.range], as: UTF8.self)
  }
}

extension Substring {
  /// Without spaces at either end.
  var trimmingSpace: Substring {
    var rest = drop { $0 == " " }
    while rest.last == " " { rest.removeLast() }
    return rest
  }
}
