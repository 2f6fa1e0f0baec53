import TraceModel

/// What one lane adds up to.
struct LaneSums {
  /// Time by state; idle time is left out.
  var states = Tally()
  /// Time on a core.
  var onCore: Int64 = 0
  /// The union of its task bodies, of all bodies, and of its steps.
  var tasks: Int64 = 0
  var bodies: Int64 = 0
  var steps: Int64 = 0

  var useful: Int64 { states[.work] &+ states[.io] }
}

/// CPU time that outermost bodies say they took.
struct BodyCPU {
  private(set) var total: Int64 = 0
  private(set) var known = 0
  private(set) var unknown = 0

  /// The sum; nil unless every outermost body says its own.
  var whole: Int64? { unknown == 0 && known > 0 ? total : nil }

  mutating func see(_ time: Int64) {
    if time < 0 {
      unknown += 1
    } else {
      known += 1
      total = total.addingReportingOverflow(time).overflow ? Int64.max : total + time
    }
  }
}

/// A stretch of time that grows while intervals, sorted by start, touch it.
struct Coverage {
  private(set) var until = Int64.min
  private(set) var total: Int64 = 0

  /// Adds an interval; returns whether nothing was open at its start.
  mutating func add(_ start: Int64, _ end: Int64) -> Bool {
    let isFirst = until <= start
    if end > until {
      total &+= end - max(start, until)
      until = end
    }
    return isFirst
  }
}
