import TraceModel

/// What a `b`/`e` pair or the ends of an arrow have in common.
struct PairingKey: Hashable, Comparable {
  var identifier: EventIdentifier
  /// The pid for process-local ids, else 0.
  var process: Int64
  /// The whole text of `cat`.
  var category: NameTable.ID
  /// The name of an arrow; none for async spans, which may nest under one id.
  var name: NameTable.ID

  init(_ identifier: EventIdentifier, _ event: ScannedEvent, name: NameTable.ID) {
    self.identifier = identifier
    process = identifier.scope == .local ? event.process ?? 0 : 0
    category = event.category
    self.name = name
  }

  static func < (left: PairingKey, right: PairingKey) -> Bool {
    let (a, b) = (left.identifier, right.identifier)
    if a.value != b.value { return a.value < b.value }
    if left.process != right.process { return left.process < right.process }
    if a.scope != b.scope { return a.scope.rawValue < b.scope.rawValue }
    if a.isNumber != b.isNumber { return b.isNumber }
    if left.category != right.category { return left.category.index < right.category.index }
    return left.name.index < right.name.index
  }
}

/// A `b` or `e` event that waits for its partner.
struct AsyncMark {
  var key: PairingKey
  var time: Nanoseconds
  var order: Int
  var process: Int64
  var lane: Int32
  var name: NameTable.ID
  var task: NameTable.ID
  var detail: Int32
  var category: Category
  var isBegin: Bool

  static func precedes(_ left: AsyncMark, _ right: AsyncMark) -> Bool {
    if left.key != right.key { return left.key < right.key }
    return (left.time, left.order) < (right.time, right.order)
  }
}

extension TraceBuilder {
  mutating func markAsync(
    _ event: ScannedEvent, _ context: EventContext, _ scanner: inout EventScanner
  ) -> Bool {
    guard let identifier = event.identifier,
      let detail = detail(of: event, context.category, &scanner)
    else { return false }
    asyncMarks.append(
      AsyncMark(
        key: PairingKey(identifier, event, name: .none), time: context.start,
        order: asyncMarks.count, process: event.process ?? 0, lane: context.lane,
        name: event.name, task: context.task, detail: detail, category: context.category,
        isBegin: event.phase == UInt8(ascii: "b")))
    return true
  }

  /// Matches `b` and `e` by id and category, in the order of time.
  mutating func matchAsyncSpans() {
    asyncMarks.sort(by: AsyncMark.precedes)
    var matcher = AsyncMatcher()
    for mark in asyncMarks {
      if let key = matcher.key, key != mark.key { closeAll(&matcher) }
      matcher.key = mark.key
      if let (begin, end) = matcher.take(mark) { append(begin, until: end, &matcher) }
    }
    closeAll(&matcher)
    nameTasks(matcher.scopeCount)
    asyncMarks = []
  }

  private mutating func closeAll(_ matcher: inout AsyncMatcher) {
    trace.notes.unfinished += matcher.open.count
    trace.notes.unmatchedEnds += matcher.ends.count
    for begin in matcher.open { append(begin, until: nil, &matcher) }
    matcher.open.removeAll(keepingCapacity: true)
    matcher.ends.removeAll(keepingCapacity: true)
  }

  private mutating func append(
    _ begin: AsyncMark, until end: AsyncMark?, _ matcher: inout AsyncMatcher
  ) {
    trace.asyncSpans.append(
      AsyncSpan(
        start: begin.time, end: end?.time ?? max(begin.time, lastInstant ?? begin.time),
        name: begin.name, lane: begin.lane, category: begin.category, isUnfinished: end == nil,
        scope: matcher.scope(of: begin),
        task: begin.task != .none ? begin.task : end?.task ?? .none,
        detail: begin.detail >= 0 ? begin.detail : end?.detail ?? -1,
        categoryName: begin.key.category))
  }

  /// Gives the waits of an async task the task's name.
  private mutating func nameTasks(_ scopes: Int) {
    var tasks = [NameTable.ID](repeating: .none, count: scopes)
    for span in trace.asyncSpans where span.category == .task {
      tasks[Int(span.scope)] = span.task
    }
    for index in trace.asyncSpans.indices where trace.asyncSpans[index].task == .none {
      trace.asyncSpans[index].task = tasks[Int(trace.asyncSpans[index].scope)]
    }
  }
}
