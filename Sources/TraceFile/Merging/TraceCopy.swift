package import TraceModel

/// Where the events of a trace go that is copied into another one, both of the same clock.
package struct CopyPlacement {
  /// What is added to every time of the file.
  package var shift: Nanoseconds
  /// Which part of a lane may have events, in the copy's own file times.
  ///
  /// Nil for lanes that may have none. Asked once for each lane.
  package var window: (LaneID) -> ClosedRange<Nanoseconds>?
  /// Which of the copied files it is: tasks and async ids of different numbers never meet.
  ///
  /// Those of number 0 stay as they are. Below 2^14.
  package var number: UInt64

  package init(
    shift: Nanoseconds, number: UInt64, window: @escaping (LaneID) -> ClosedRange<Nanoseconds>?
  ) {
    self.shift = shift
    self.number = number
    self.window = window
  }
}

/// What the copy of a trace found in it.
package struct CopiedTrace: Sendable {
  /// A lane, as the file describes it.
  package struct Lane: Sendable {
    package var name = ""
    package var roles: LaneRoles = []
    package var carriesTasks = false
    package var carriesSteps = false

    package init() {}
  }

  /// The begin of an async interval that never ended.
  package struct OpenAsync: Sendable {
    package var name: String
    package var category: String
    package var lane: LaneID
    package var id: UInt64
  }

  package var lanes: [LaneID: Lane] = [:]
  package var processNames: [Int64: String] = [:]
  /// The runs that the file describes, by its metadata or, where those are missing, its events.
  package var runs: [TraceRun] = []
  package var asyncTasks = 0
  /// Events that were copied.
  package var events = 0
  /// Events that could not be read or that no tracer of ours writes, left out.
  package var malformed = 0
  /// Events left out because they lie outside of their lane's window, or on a lane without one.
  package var outside = 0
  /// Events that the program itself says it lost.
  package var lost = 0
  package var open: [OpenAsync] = []
  /// Counters by process that may stand at another value than 0.
  package var counters: [Int64: Set<String>] = [:]
  /// Why the file ends early; nil when it is whole.
  package var truncation: String?
  /// Why no more of it could be read.
  package var failure: TraceFileError?

  package init() {}
}

/// Fresh numbers for the arrows of all copied files.
package struct FlowNumbers: Sendable {
  package private(set) var last: UInt64 = 0
  package init() {}

  mutating func fresh() -> UInt64 {
    last += 1
    return last
  }
}

/// Copies the events of a trace that one of our tracers wrote, byte for byte but for times and ids.
///
/// Streams: in memory are four blocks of the file, its lanes and distinct names, and the arrows and
/// async intervals that are open, each bounded. The file is not trusted: what is no event of our
/// tracer is left out and counted, and nothing in it ends the copy but that it cannot be read.
/// Process and thread numbers, names, categories and arguments stay; arrows get fresh numbers.
///
/// - Parameters:
///   - descriptor: The file, open for reading; it is closed.
///   - name: What errors call it.
///   - placement: Where its events go.
///   - flows: Where its arrows get their numbers from.
///   - append: Takes events as lines, joined by ",\n".
/// - Returns: What was found; also of a file that was cut or is damaged.
package func copyTrace(
  descriptor: Int32, name: String, _ placement: CopyPlacement, _ flows: inout FlowNumbers,
  append: ([UInt8]) -> Void
) -> CopiedTrace {
  var copy = TraceCopy(placement)
  do throws(TraceFileError) {
    var scanner = try EventScanner(
      FileInput(descriptor: descriptor, name: name), options: TraceReaderOptions(),
      keepsRawText: true)
    var event = ScannedEvent()
    while try scanner.next(&event) {
      copy.add(event, scanner, &flows)
      if copy.lines.count >= TraceCopy.batchSize { append(copy.takeLines()) }
    }
    copy.finish(scanner)
  } catch {
    copy.found.failure = error
    copy.found.truncation = error.description
  }
  append(copy.takeLines())
  copy.close()
  return copy.found
}

/// The copy of one file.
struct TraceCopy {
  static let batchSize = 256 << 10
  /// Lanes, open arrows and open async intervals at most, each; what is beyond them is left out.
  static let mostLanes = 1 << 17
  static let mostOpen = 1 << 20

  let placement: CopyPlacement
  var found = CopiedTrace()
  private(set) var lines: [UInt8] = []
  private var windows: [LaneID: ClosedRange<Nanoseconds>?] = [:]
  /// Arrows with one end so far.
  private var arrows: [PairingKey: UInt64] = [:]
  private var open: [PairingKey: [CopiedTrace.OpenAsync]] = [:]
  private var openCount = 0
  private var categories: [NameTable.ID: Category] = [:]
  /// Run events, for a file without metadata.
  private var runEvents: [(name: String, model: ExecutionModel, lane: LaneID, isEnd: Bool)] = []

  init(_ placement: CopyPlacement) { self.placement = placement }

  mutating func takeLines() -> [UInt8] {
    defer { lines.removeAll(keepingCapacity: true) }
    return lines
  }

  /// The window of a lane; nil where it has none, or there are too many lanes.
  mutating func window(of lane: LaneID) -> ClosedRange<Nanoseconds>? {
    if let known = windows[lane] { return known }
    guard windows.count < Self.mostLanes else { return nil }
    let window = placement.window(lane)
    windows[lane] = window
    if window != nil { found.lanes[lane] = CopiedTrace.Lane() }
    return window
  }

  /// What the event's category means.
  mutating func category(_ id: NameTable.ID, _ scanner: borrowing EventScanner) -> Category {
    if let known = categories[id] { return known }
    let words = scanner.names.names[id].split(separator: ",")
    let category = words.lazy.compactMap { Category(word: $0) }.first ?? .span
    if categories.count < Self.mostOpen { categories[id] = category }
    return category
  }

  mutating func append(_ rewriting: EventRewriting) {
    if !lines.isEmpty { lines.append(contentsOf: ",\n".utf8) }
    rewriting.append(to: &lines)
    found.events += 1
  }

  /// The number of an arrow: fresh at its first end, forgotten at its second.
  mutating func number(of key: PairingKey, _ flows: inout FlowNumbers) -> UInt64? {
    if let known = arrows.removeValue(forKey: key) { return known }
    guard arrows.count < Self.mostOpen else { return nil }
    let number = flows.fresh()
    arrows[key] = number
    return number
  }

  mutating func open(_ key: PairingKey, _ interval: CopiedTrace.OpenAsync) {
    guard openCount < Self.mostOpen else { return }
    openCount += 1
    open[key, default: []].append(interval)
  }

  mutating func end(_ key: PairingKey) {
    guard open[key]?.popLast() != nil else { return }
    openCount -= 1
    if open[key]?.isEmpty == true { open[key] = nil }
  }

  mutating func noteRun(_ name: String, _ model: String?, _ lane: LaneID, isEnd: Bool) {
    guard runEvents.count < 1 << 16 else { return }
    runEvents.append((name, ExecutionModel(rawValue: model ?? ""), lane, isEnd))
  }

  /// What the file says of itself, behind its events.
  mutating func finish(_ scanner: borrowing EventScanner) {
    found.malformed += scanner.malformed
    found.truncation = scanner.truncation?.reason
    for member in scanner.otherData where member.key == TraceMetadata.key {
      guard let json = try? JSONValue(parsing: member.text) else { continue }
      let metadata = TraceMetadata(json: json)
      found.lost = max(0, metadata.eventsLost)
      found.runs = metadata.runs
      found.truncation = found.truncation ?? metadata.cut
    }
  }

  /// What is known only once all was read.
  mutating func close() {
    found.open = open.values.flatMap(\.self).sorted { ($0.lane, $0.id) < ($1.lane, $1.id) }
    let processes = Set(found.lanes.keys.map(\.process))
    if found.runs.isEmpty { found.runs = describedRuns(processes) }
    for index in found.runs.indices {
      found.runs[index].processes.removeAll { !processes.contains($0) }
    }
    found.runs.removeAll(where: \.processes.isEmpty)
  }

  /// The runs of a file without metadata: a marker where one begins, a span behind it where it ended.
  private func describedRuns(_ processes: Set<Int64>) -> [TraceRun] {
    var runs: [TraceRun] = []
    let begun = runEvents.filter { !$0.isEnd }
    for event in begun.isEmpty ? runEvents : begun {
      let others = processes.subtracting([event.lane.process]).sorted()
      runs.append(
        TraceRun(run: event.name, model: event.model, processes: [event.lane.process] + others))
    }
    return runs
  }
}
