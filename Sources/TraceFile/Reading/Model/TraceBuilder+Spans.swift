import TraceModel

/// A `B` or `E` event that waits for its partner.
struct SpanMark {
  var time: Nanoseconds
  var order: Int
  var lane: Int32
  var name: NameTable.ID
  var task: NameTable.ID
  var detail: Int32
  var category: Category
  var categoryName: NameTable.ID
  var isBegin: Bool

  static func precedes(_ left: SpanMark, _ right: SpanMark) -> Bool {
    (left.lane, left.time, left.order) < (right.lane, right.time, right.order)
  }
}

extension TraceBuilder {
  /// How far down the stack an end with a name looks for its begin.
  private static let matchingDepth = 512

  mutating func addComplete(
    _ event: ScannedEvent, _ time: EventTime, _ context: EventContext,
    _ scanner: inout EventScanner
  ) -> Bool {
    let end = event.hasDuration ? end(of: event, time, context) : context.start
    guard let end, let detail = detail(of: event, context.category, &scanner) else { return false }
    note(end)
    let span = Span(
      start: context.start, end: end, name: event.name, lane: context.lane,
      category: context.category, isUnfinished: !event.hasDuration, task: context.task,
      detail: detail, categoryName: event.category)
    if event.hasDuration { trace.spans.append(span) } else { endlessSpans.append(span) }
    return true
  }

  private func end(
    of event: ScannedEvent, _ time: EventTime, _ context: EventContext
  ) -> Nanoseconds? {
    guard let duration = event.duration, duration.nanoseconds >= 0,
      let end = time.end(after: duration), context.start <= end
    else { return nil }
    return end
  }

  /// Closes complete events without `dur` at the last instant.
  mutating func closeEndlessSpans() {
    trace.notes.unfinished += endlessSpans.count
    trace.notes.missingDurations = endlessSpans.count
    for var span in endlessSpans {
      span.end = max(span.start, lastInstant ?? span.start)
      trace.spans.append(span)
    }
    endlessSpans = []
  }

  mutating func addInstant(
    _ event: ScannedEvent, _ context: EventContext, _ scanner: inout EventScanner
  ) -> Bool {
    guard let detail = detail(of: event, context.category, &scanner) else { return false }
    trace.instants.append(
      Instant(
        time: context.start, name: event.name, lane: context.lane, category: context.category,
        detail: detail, categoryName: event.category))
    return true
  }

  mutating func mark(
    _ event: ScannedEvent, _ context: EventContext, _ scanner: inout EventScanner
  ) -> Bool {
    guard let detail = detail(of: event, context.category, &scanner) else { return false }
    spanMarks.append(
      SpanMark(
        time: context.start, order: spanMarks.count, lane: context.lane, name: event.name,
        task: context.task, detail: detail, category: context.category,
        categoryName: event.category, isBegin: event.phase == UInt8(ascii: "B")))
    return true
  }

  /// Matches the begins and ends of every lane by a stack, in the order of time.
  mutating func matchSpans() {
    spanMarks.sort(by: SpanMark.precedes)
    var open: [SpanMark] = []
    for mark in spanMarks {
      if let last = open.last, last.lane != mark.lane { closeAll(&open) }
      if mark.isBegin {
        open.append(mark)
      } else if let index = TraceBuilder.begin(of: mark, in: open) {
        append(open.remove(at: index), until: mark, isUnfinished: false)
      } else {
        trace.notes.unmatchedEnds += 1
      }
    }
    closeAll(&open)
    spanMarks = []
  }

  /// The newest begin of that name; an end without a name ends the newest.
  private static func begin(of end: SpanMark, in open: [SpanMark]) -> Int? {
    if end.name == .none { return open.indices.last }
    return open.indices.suffix(matchingDepth).last { open[$0].name == end.name }
  }

  private mutating func closeAll(_ open: inout [SpanMark]) {
    for begin in open {
      var end = begin
      end.time = max(begin.time, lastInstant ?? begin.time)
      append(begin, until: end, isUnfinished: true)
      trace.notes.unfinished += 1
    }
    open.removeAll(keepingCapacity: true)
  }

  private mutating func append(_ begin: SpanMark, until end: SpanMark, isUnfinished: Bool) {
    trace.spans.append(
      Span(
        start: begin.time, end: end.time, name: begin.name, lane: begin.lane,
        category: begin.category, isUnfinished: isUnfinished,
        task: begin.task == .none ? end.task : begin.task,
        detail: begin.detail < 0 ? end.detail : begin.detail,
        categoryName: begin.categoryName))
  }
}
