import TraceModel

/// The spans of one lane, made to nest: an open end is closed where the lane
/// ended, and no span outlasts the one around it.
struct SpanNesting {
  private var open: [Int64] = []
  /// Ends that were moved to that of the span around.
  private(set) var clamped = 0
  /// Spans without an end of their own.
  private(set) var unfinished = 0
  /// When something was open, merged.
  private(set) var covered: [(start: Int64, end: Int64)] = []

  /// The end to write; spans come by start, the longer first.
  mutating func end(of span: AgentSpan, from start: Int64, limit: Int64) -> Int64 {
    while let innermost = open.last, innermost <= start { open.removeLast() }
    if span.end == nil { unfinished += 1 }
    var end = max(start, min(span.end ?? limit, limit))
    if let around = open.last, around < end {
      if span.end != nil { clamped += 1 }
      end = around
    }
    if open.isEmpty { covered.append((start, end)) }
    open.append(end)
    return end
  }

  /// The instant within a span at which what ends with it leaves: the last of the span, since a
  /// span is over at its end, or the instant itself where no span has just ended.
  func departure(at time: Int64) -> Int64 {
    let next = next(after: time - 1)
    return next > 0 && covered[next - 1].end == time ? time - 1 : time
  }

  /// How long from an instant on no span is open: 0 where one is.
  func gap(at time: Int64) -> Int64 {
    let next = next(after: time)
    if next > 0, time < covered[next - 1].end { return 0 }
    return next < covered.count ? covered[next].start - time : .max
  }

  /// The first of `covered` that begins after an instant.
  private func next(after time: Int64) -> Int {
    covered.partitioningIndex { $0.start > time }
  }
}
