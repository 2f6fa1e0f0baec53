package import TraceModel

/// A model that may be recommended, and how fast it was or would be.
package struct Candidate: Hashable, Sendable {
  /// From where its speedup is known.
  package enum Source: String, Hashable, Sendable {
    case measured
    case predicted
    /// From the run's own tasks, for want of a sequential run (METHOD 7).
    case estimated
  }

  package var model: ExecutionModel
  package var slots: Int?
  /// Nil where only a bound is known.
  package var speedup: Double?
  package var low: Double?
  package var high: Double?
  package var source: Source
  /// What no schedule of it beats; nil when unknown.
  package var atMost: Double?

  package init(
    _ model: ExecutionModel, slots: Int? = nil, speedup: Double?, low: Double? = nil,
    high: Double? = nil, source: Source
  ) {
    self.model = model
    self.slots = slots
    self.speedup = speedup
    self.low = low
    self.high = high
    self.source = source
  }

  package init(_ prediction: ModelPrediction) {
    self.init(
      prediction.model, slots: prediction.slots, speedup: prediction.point?.speedup,
      low: prediction.point?.low, high: prediction.point?.high, source: .predicted)
    atMost = prediction.atMost
  }

  /// How much a program has to change for it (METHOD 10): of equals the simplest wins.
  var effort: Int {
    switch model {
    case .sequential: 0
    case .threads, .tasks, .dispatch, .async, .actor, .asyncio, .asyncBlocking: 1
    case .processes: 2
    default: 3
    }
  }

  /// Whether anything is known of how the model runs its tasks.
  package var isKnown: Bool { preference < Self.order.count }

  private static let order: [ExecutionModel] = [
    .sequential, .threads, .tasks, .dispatch, .asyncio, .async, .actor, .asyncBlocking, .processes,
  ]

  /// Which of equally simple and equally fast ones is named first.
  var preference: Int { Self.order.firstIndex(of: model) ?? Self.order.count }
}
