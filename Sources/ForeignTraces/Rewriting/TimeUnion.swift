import TraceModel

/// Adds up time that is covered at least once.
struct TimeUnion {
  private var intervals: [Range<Int64>] = []

  mutating func add(_ start: Int64, _ end: Int64) {
    if start < end { intervals.append(start..<end) }
  }

  /// O(n log n).
  var total: Nanoseconds {
    var sum: Int64 = 0
    var covered = Int64.min
    for interval in intervals.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if interval.upperBound <= covered { continue }
      sum += interval.upperBound - max(interval.lowerBound, covered)
      covered = interval.upperBound
    }
    return Nanoseconds(sum)
  }
}

extension TraceFacts {
  /// Time covered by the spans for which the condition holds, as a part of the run.
  func part(_ name: String, where condition: (Int) -> Bool) -> TracePart? {
    var union = TimeUnion()
    var count = 0
    for index in trace.spans.indices where condition(index) {
      union.add(trace.spans.starts[index], trace.spans.ends[index])
      count += 1
    }
    return count == 0 ? nil : TracePart(name: name, time: union.total, count: count)
  }
}
