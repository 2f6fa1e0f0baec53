package import TraceModel

/// How busy event loops were, how late they polled, and what held them (METHOD 8.2).
package struct LoopFigures: Hashable, Sendable {
  /// `util`: Σ step/T, by the executor's threads.
  package var utilisation: Double?
  /// `mean_lag`, to the nearest nanosecond; `max_lag`.
  package var meanLag: Nanoseconds
  package var maximumLag: Nanoseconds
  /// `max_step`.
  package var maximumStep: Nanoseconds
  /// `expected_arrival_lag`: Σ d²/(2T) over steps d, to the nearest nanosecond.
  package var expectedArrivalLag: Nanoseconds
  /// Start − ready over all steps, with its percentiles.
  package var lag: Distribution?
  /// Steps of more than 100 ms.
  package var blockingSteps = LoopHolds()
  /// Waits on a loop lane that name their call site, and those for I/O inside a step: such a call
  /// blocks everyone.
  package var blockingCalls = LoopHolds()

  /// From which length on a step is a blocking one: asyncio's default.
  package static let blockingLength = Nanoseconds(100_000_000)
}

/// What held a loop: how often, how long, and the worst of it.
package struct LoopHolds: Hashable, Sendable {
  package var count = 0
  package var total = Nanoseconds.zero
  /// At most ten, longest first.
  package var longest: [LoopHold] = []

  package static let mostListed = 10

  package init() {}
}

/// One interval that held a loop.
package struct LoopHold: Hashable, Sendable {
  /// Where a blocking call or a long step stands in the program, else the innermost span around the
  /// call, else the step's own name; untrusted text.
  package var name: String
  /// The async task's id; empty when the step names none; untrusted text.
  package var task: String
  package var lane: LaneID
  /// Since the run's start.
  package var start: Nanoseconds
  package var duration: Nanoseconds

  package init(
    name: String, task: String, lane: LaneID, start: Nanoseconds, duration: Nanoseconds
  ) {
    self.name = name
    self.task = task
    self.lane = lane
    self.start = start
    self.duration = duration
  }
}
