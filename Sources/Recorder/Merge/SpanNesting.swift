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

  /// How long from an instant on no span is open: 0 where one is.
  func gap(at time: Int64) -> Int64 {
    var low = 0
    var high = covered.count
    while low < high {
      let middle = (low + high) / 2
      if covered[middle].start <= time { low = middle + 1 } else { high = middle }
    }
    if low > 0, time < covered[low - 1].end { return 0 }
    return low < covered.count ? covered[low].start - time : .max
  }
}
