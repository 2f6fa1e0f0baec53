import TraceFile

/// One check of one trace: walks the text, judges each event, and at the end what takes several.
struct Linter: ~Copyable {
  var text: TraceText
  let name: String
  var event = EventText()
  var eventCount = 0
  /// Elements of the event list, whatever they are.
  var elementCount = 0
  var root = RootFacts()

  var laneNumbers: [LaneKey: UInt32] = [:]
  var lanes: [LaneState] = []
  /// For every pid and the tid that Perfetto takes: the tid as written first.
  var perfettoLanes: [LaneKey: UInt64] = [:]
  var openBegins = 0
  var spans: [SpanRecord] = []
  var hasAllSpans = true
  var asyncEnds: [AsyncEnd] = []
  var flowEnds: [ArrowEnd] = []
  var counters: [UInt64: CounterState] = [:]
  var framesDefined: Set<UInt64> = []
  var framesNamed: [UInt64: Place] = [:]
  var hasAllFrames = true

  init(_ blocks: consuming TextBlocks, name: String) {
    text = TraceText(blocks)
    self.name = name
  }

  mutating func report(_ options: LintOptions) throws(TraceFileError) -> LintReport {
    do throws(TextFailure) {
      try walk()
    } catch {
      switch error {
      case .file(let failure): throw failure
      case .end, .malformed, .tooDeep: break
      case .tooLong: text.add(.limitReached)
      }
    }
    text.event = nil
    judgeContainer()
    judgeSpans()
    judgeAsync()
    judgeFlows()
    judgeCounters()
    judgeFrames()
    return LintReport(
      events: eventCount, textBytes: text.offset, container: text.container,
      findings: text.findings.sorted(options))
  }

  mutating func add(_ rule: Rule) { text.findings.add(rule, event.place) }
}

/// What stands around the events.
struct RootFacts {
  var isArray = false
  var hasEvents = false
  /// Where the text's first byte other than white space is, and which.
  var firstByte: UInt8 = 0
  /// The text ended before the root value did.
  var isCut = false
  /// The text ended inside an element of the list.
  var isCutInEvent = false
  var isAfterEvents = false
}

/// A thread: the texts of its pid and tid, hashed.
struct LaneKey: Hashable {
  var pid: UInt64
  var tid: UInt64
}
