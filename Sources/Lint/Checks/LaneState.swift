/// What is remembered of a thread while walking.
struct LaneState {
  /// The B's that are open, the newest last.
  var open: [OpenBegin] = []
}

/// A B whose E has not come yet.
struct OpenBegin {
  /// Names of its arguments, at most so many.
  static let argumentsKept = 8

  var name: UInt64
  /// nil where it gives none.
  var category: UInt64?
  var time: Int64
  var arguments: [UInt64]
  var place: Place
}

/// A span of a thread, kept for nesting and for arrows.
struct SpanRecord {
  enum Kind: UInt8 {
    case complete
    /// By B and E.
    case pair
    /// Without an end: not judged, but an arrow may lie in it.
    case open

    var rank: UInt8 { rawValue }
  }

  var start: Int64
  var end: Int64
  var lane: UInt32
  var kind: Kind
  var place: Place
}

extension Linter {
  /// The number of the event's thread; nil beyond the limit.
  mutating func lane() -> UInt32? {
    // Perfetto takes the pid for a tid that is missing.
    let tid = event[.tid].isAbsent ? event[.pid].hash : event[.tid].hash
    let key = LaneKey(pid: event[.pid].hash, tid: tid)
    if let known = laneNumbers[key] { return known }
    guard lanes.count < LintLimits.lanes else {
      reachLimit()
      return nil
    }
    let number = UInt32(lanes.count)
    laneNumbers[key] = number
    judgeMerging(key)
    lanes.append(LaneState())
    return number
  }

  /// Whether Perfetto has another thread under the number that it gives this one.
  private mutating func judgeMerging(_ key: LaneKey) {
    guard let pid = event[.pid].number else { return }
    var taken = pid
    if let tid = event[.tid].number, tid > 0, tid <= 4_294_967_295 {
      taken = tid
    } else if event[.tid].kind == .string, event[.tid].number == nil {
      return
    }
    let lane = LaneKey(pid: key.pid, tid: taken.bitPattern)
    if let first = perfettoLanes[lane], first != key.tid { add(.mergedThreads) }
    perfettoLanes[lane] = perfettoLanes[lane] ?? key.tid
  }

  mutating func keep(_ span: SpanRecord) {
    guard spans.count < LintLimits.spans else {
      hasAllSpans = false
      return reachLimit()
    }
    spans.append(span)
  }

  /// Says once that something is no longer looked at.
  mutating func reachLimit() {
    if !text.findings.has(.limitReached) { add(.limitReached) }
  }
}
