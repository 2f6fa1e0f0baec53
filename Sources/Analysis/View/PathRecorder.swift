import TraceModel

/// The segments of the critical path, as the replay finds them: from the end backwards.
struct PathRecorder {
  /// A stretch of the path; lane −1 is none.
  struct Segment {
    var lane: Int32
    var state: Bucket
    var length: Int64
  }

  private let limit: Int
  /// The last one first.
  private var segments: [Segment] = []
  /// How many there are, also beyond the limit.
  private(set) var count = 0
  /// What one step of the replay found, in the order of time.
  private var step: [Segment] = []
  private var last: (lane: Int32, state: Bucket)?

  init(limit: Int) { self.limit = limit }

  /// Notes a stretch of the step under way; they come in the order of time.
  mutating func note(_ lane: Int?, _ state: Bucket, _ length: Int64) {
    guard length > 0 else { return }
    let lane = Int32(truncatingIfNeeded: lane ?? -1)
    if let place = step.indices.last, step[place].lane == lane, step[place].state == state {
      step[place].length += length
    } else {
      step.append(Segment(lane: lane, state: state, length: length))
    }
  }

  /// Ends a step: what comes next lies before it.
  mutating func endStep() {
    for segment in step.reversed() {
      let isSame = last.map { $0 == (segment.lane, segment.state) } ?? false
      last = (segment.lane, segment.state)
      if !isSame { count += 1 }
      guard count <= limit else { continue }
      if isSame {
        segments[segments.count - 1].length += segment.length
      } else {
        segments.append(segment)
      }
    }
    step.removeAll(keepingCapacity: true)
  }

  /// All segments in the order of time; nil when there are more than the limit allows.
  func path(_ lanes: [LaneFacts]) -> [PathSegment]? {
    guard count <= limit else { return nil }
    return segments.reversed().map { segment in
      PathSegment(
        lane: segment.lane < 0 ? nil : lanes[Int(segment.lane)].id, state: segment.state,
        length: segment.length)
    }
  }
}
