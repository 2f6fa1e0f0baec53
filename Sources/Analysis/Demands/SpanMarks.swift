import TraceModel

/// Where on each lane spans of one name, or tasks of one key, lie: merged, relative to the
/// run's window.
struct SpanMarks {
  /// Disjoint and ascending, by lane.
  private var intervals: [[(start: Int64, end: Int64)]]
  let name: String

  init(_ name: String, in trace: Trace, origin: Int64) {
    self.name = name
    intervals = Array(repeating: [], count: trace.lanes.count)
    guard let id = trace.names.find(name) else { return }
    for index in trace.spans.indices {
      let detail = Int(trace.spans.details[index])
      let isNamed = trace.spans.names[index] == id.index
      guard isNamed || detail >= 0 && trace.details[detail].key == id else { continue }
      intervals[Int(trace.spans.lanes[index])].append(
        (trace.spans.starts[index] - origin, trace.spans.ends[index] - origin))
    }
    for lane in intervals.indices where !intervals[lane].isEmpty { merge(lane) }
  }

  private mutating func merge(_ lane: Int) {
    var merged: [(start: Int64, end: Int64)] = []
    for interval in intervals[lane].sorted(by: { ($0.start, $0.end) < ($1.start, $1.end) }) {
      if let last = merged.last, interval.start <= last.end {
        merged[merged.count - 1].end = max(last.end, interval.end)
      } else {
        merged.append(interval)
      }
    }
    intervals[lane] = merged
  }

  /// How much of [start, end) lies in marks.
  func time(_ start: Int64, _ end: Int64, on lane: Int) -> Int64 {
    var time: Int64 = 0
    split(start, end, on: lane) { from, to, isMarked in
      if isMarked { time += to - from }
    }
    return time
  }

  /// Calls with the parts of [start, end) in order, each wholly inside or wholly outside a mark.
  func split(_ start: Int64, _ end: Int64, on lane: Int, _ body: (Int64, Int64, Bool) -> Void) {
    var now = start
    let list = intervals.indices.contains(lane) ? intervals[lane] : []
    var low = 0
    var high = list.count
    while low < high {
      let middle = (low + high) / 2
      if list[middle].end <= start { low = middle + 1 } else { high = middle }
    }
    while low < list.count, list[low].start < end, now < end {
      if list[low].start > now {
        body(now, list[low].start, false)
        now = list[low].start
      }
      let stop = min(list[low].end, end)
      if stop > now {
        body(now, stop, true)
        now = stop
      }
      low += 1
    }
    if now < end { body(now, end, false) }
  }
}
