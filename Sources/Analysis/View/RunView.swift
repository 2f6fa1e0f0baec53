package import TraceModel

/// One run over time: what each lane and each slot was in at every instant, for drawing.
///
/// All times are nanoseconds since the run's window began. Made only when asked
/// for, by a pass of its own: where it does not add up to the run's ledgers, it
/// says so like any other assertion of METHOD 12.
package struct RunView: Sendable {
  /// The window's start on the file's own clock.
  package var start: Nanoseconds
  package var makespan: Nanoseconds
  /// The processes whose lanes the run owns, ascending.
  package var processes: [Int64] = []
  /// What the file wrote for ids that are no numbers there (`LaneID.firstTextNumber`); untrusted.
  package var idTexts: [Int64: String] = [:]
  /// The slots by state.
  package var band = StateBand()
  package var lanes: [LaneStrip] = []
  /// Lanes left out because they would have gone beyond the limits.
  package var lanesOmitted = 0
  /// The critical path; nil where it is not known, or has more segments than the limits allow.
  package var path: [PathSegment]?
  /// How many segments the path has, shown or not; nil where it is not known.
  package var pathSegments: Int?
  /// The longest waits, the longest first.
  package var waits: [LongWait] = []
  /// What does not hold although METHOD 12 asserts it.
  package var failedAssertions: [String] = []

  package init(start: Nanoseconds, makespan: Nanoseconds) {
    self.start = start
    self.makespan = makespan
  }
}

/// The slots of a run by state over time (METHOD 4.2); its integral is the slot ledger.
package struct StateBand: Hashable, Sendable {
  /// Whether `lengths` are stretches in which nothing changes; else they are bins.
  package var isExact = true
  /// Consecutive, not zero; they sum to the makespan.
  package var lengths: [Int64] = []
  /// What the columns of `values` stand for.
  package var states: [Bucket] = []
  /// A row of `states.count` numbers for each length.
  ///
  /// Exact: how many slots are in each state; else slots · nanoseconds of the bin.
  package var values: [Int64] = []

  package init() {}
}

/// Who a lane or a wait belongs to: a thread, or an async task.
package struct LaneKey: Hashable, Sendable {
  /// For an async task the lane that it began on.
  package var lane: LaneID
  /// The task's name; nil for a thread.
  package var task: String?

  package init(_ lane: LaneID, task: String? = nil) {
    self.lane = lane
    self.task = task
  }
}

/// The states of one lane over the whole window.
package struct LaneStrip: Hashable, Sendable {
  package var key: LaneKey
  /// Untrusted; empty where the trace names none.
  package var name: String
  /// Whether it is one of the run's slots, or an async task, which takes one while in flight: the
  /// strips of a pool's slots add up to its ledger.
  package var isSlot: Bool
  /// Consecutive, not zero; they sum to the makespan.
  package var lengths: [Int64]
  /// The state of each stretch; nil where a lane that is no slot does nothing.
  package var states: [Bucket?]
}

/// A stretch of the critical path; they follow one another over the whole window.
package struct PathSegment: Hashable, Sendable {
  /// Nil where nobody is known to hold the run up.
  package var lane: LaneID?
  package var state: Bucket
  package var length: Int64
}

/// A wait of a lane or of an async task.
package struct LongWait: Hashable, Sendable {
  package var key: LaneKey
  package var state: Bucket
  package var start: Int64
  package var length: Int64
}

/// How much detail a view may have.
package struct ViewLimits: Hashable, Sendable {
  /// Beyond so many stretches the band is in bins.
  package var bandStretches: Int
  package var bandBins: Int
  /// Stretches of all lanes together.
  package var laneStretches: Int
  package var pathSegments: Int
  package var waits = 8

  /// What a page is given.
  package static let full = ViewLimits(
    bandStretches: 20_000, bandBins: 4_000, laneStretches: 100_000, pathSegments: 100_000)
  /// What is sealed into a trace.
  package static let sealed = ViewLimits(
    bandStretches: 2_000, bandBins: 500, laneStretches: 10_000, pathSegments: 4_000)

  /// The full detail for a few runs; for many of them a share of it each.
  package static func full(amongRuns runs: Int) -> ViewLimits {
    let few = 8
    guard runs > few else { return full }
    func share(_ limit: Int, atLeast least: Int) -> Int { max(limit * few / runs, least) }
    return ViewLimits(
      bandStretches: share(full.bandStretches, atLeast: 500),
      bandBins: share(full.bandBins, atLeast: 250),
      laneStretches: share(full.laneStretches, atLeast: 2_000),
      pathSegments: share(full.pathSegments, atLeast: 2_000))
  }

  package init(bandStretches: Int, bandBins: Int, laneStretches: Int, pathSegments: Int) {
    self.bandStretches = bandStretches
    self.bandBins = bandBins
    self.laneStretches = laneStretches
    self.pathSegments = pathSegments
  }
}
