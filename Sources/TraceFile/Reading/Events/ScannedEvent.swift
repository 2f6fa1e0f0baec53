import TraceModel

/// One event as it stands in the file; reused from event to event.
struct ScannedEvent {
  /// `ph`; 0 when it is missing or no single character.
  var phase: UInt8 = 0
  var name = NameTable.ID.none
  /// The whole text of `cat`.
  var category = NameTable.ID.none
  var time: EventTime?
  var duration: EventTime?
  /// Whether the event has `dur`, of whatever kind.
  var hasDuration = false
  var process: Int64?
  var thread: Int64?
  var identifier: EventIdentifier?
  /// The text of `id` in `captured`, for readers that take it for a task.
  var identifierText: CapturedText?
  var arguments = ScannedArguments()
  /// `args.executors` of a run.
  var executors: [String: Int] = [:]
  /// A field has a value of the wrong kind, or nests too deep.
  var isBroken = false
  /// Texts of the event that are not interned.
  var captured = CapturedTexts()
  /// The event's own text, where the scanner keeps it; nil when it was too long.
  var raw: [UInt8]?
  /// Where the event starts in the file's text.
  var start = 0
  /// Where values lie in the file's text, for rewriting.
  var places = EventPlaces()

  /// Forgets the event before; its places only where they are kept.
  mutating func reset(keepingPlaces: Bool) {
    phase = 0
    name = .none
    category = .none
    time = nil
    duration = nil
    hasDuration = false
    process = nil
    thread = nil
    identifier = nil
    identifierText = nil
    if arguments.isPresent { arguments = ScannedArguments() }
    if !executors.isEmpty { executors = [:] }
    isBroken = false
    captured.removeAll()
    if keepingPlaces { places = EventPlaces() }
  }
}

extension ScannedEvent {
  /// Whether it is one of a pair that only an id tells from others.
  var needsIdentifier: Bool {
    switch phase {
    case UInt8(ascii: "s"), UInt8(ascii: "t"), UInt8(ascii: "f"), UInt8(ascii: "b"),
      UInt8(ascii: "e"):
      true
    default: false
    }
  }
}

/// The arguments that TS1 defines; texts lie in `ScannedEvent.captured`.
struct ScannedArguments {
  var isPresent = false
  var task: CapturedText?
  var key: CapturedText?
  var lane: CapturedText?
  var name: CapturedText?
  var model: CapturedText?
  var origin: CapturedText?
  var target: CapturedText?
  var labels: CapturedText?
  var cpuTime: Int64?
  var cpu: Int64?
  var cores: Int64?
  var slots: Int64?
  var roles = LaneRoles(rawValue: 0)
  /// Members above with a value of the wrong kind.
  var unreadable = 0
}

/// What tells one async task or one arrow from another: `id` or `id2`.
struct EventIdentifier: Hashable {
  enum Scope: UInt8 { case plain, global, local }

  var scope: Scope
  /// Whether `value` is a number, not the index of a text.
  var isNumber: Bool
  var value: UInt64
}

/// Where the values of an event that merging rewrites lie, as offsets into the text.
struct EventPlaces: Hashable {
  var process: Range<Int>?
  var thread: Range<Int>?
  var time: Range<Int>?
  var duration: Range<Int>?
  /// The value of `id` or `id2`.
  var identifier: Range<Int>?
  /// The key `id` or `id2` with its quotes.
  var identifierKey: Range<Int>?
  /// The value of `args.lane`.
  var lane: Range<Int>?
  /// The values of `args.task`, `args.from` and `args.to`.
  var task: Range<Int>?
  var origin: Range<Int>?
  var target: Range<Int>?
}
