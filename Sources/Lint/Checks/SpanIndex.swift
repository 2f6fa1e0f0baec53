/// Finds spans of a thread by time; made of records sorted by thread and start.
struct SpanIndex {
  private let spans: [SpanRecord]
  private var ranges: [UInt32: Range<Int>] = [:]
  /// Of each span and those before it on its thread: the latest end.
  private var latestEnds: [Int64] = []

  init(_ spans: [SpanRecord]) {
    self.spans = spans
    latestEnds.reserveCapacity(spans.count)
    for (index, span) in spans.enumerated() {
      let isFirst = index == 0 || spans[index - 1].lane != span.lane
      latestEnds.append(isFirst ? span.end : max(latestEnds[index - 1], span.end))
      let start = isFirst ? index : ranges[span.lane]?.lowerBound ?? index
      ranges[span.lane] = start..<index + 1
    }
  }

  /// Whether the instant lies in a span, its ends included.
  func hasSpan(at time: Int64, lane: UInt32) -> Bool {
    guard let range = ranges[lane] else { return false }
    let next = firstStart(after: time, in: range)
    return next > range.lowerBound && latestEnds[next - 1] >= time
  }

  /// Whether a span starts at the instant.
  func hasStart(at time: Int64, lane: UInt32) -> Bool {
    guard let range = ranges[lane] else { return false }
    let next = firstStart(after: time, in: range)
    return next > range.lowerBound && spans[next - 1].start == time
  }

  /// Whether a span starts then or later.
  func hasStart(from time: Int64, lane: UInt32) -> Bool {
    guard let range = ranges[lane] else { return false }
    return hasStart(at: time, lane: lane) || firstStart(after: time, in: range) < range.upperBound
  }

  private func firstStart(after time: Int64, in range: Range<Int>) -> Int {
    var low = range.lowerBound
    var high = range.upperBound
    while low < high {
      let middle = low + (high - low) / 2
      if spans[middle].start <= time { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
