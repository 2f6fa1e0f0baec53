/// One of the runs that every round holds: a model, and what is different about this run of it.
package struct Arm: Hashable, Sendable {
  /// What sets the runs of one model in one round apart.
  package enum Kind: Hashable, Sendable {
    /// Measures the speedup.
    case untraced
    /// Gives the ledger; its extra time is the tracer's cost.
    case traced
    /// The baseline a second time, untraced: what two equal arms differ by (A/A).
    case control
  }

  package var model: String
  package var kind: Kind

  package init(model: String, kind: Kind) {
    self.model = model
    self.kind = kind
  }
}

/// How one run ended.
package enum RunOutcome: Hashable, Sendable {
  /// The wall time of the run window, in nanoseconds.
  case finished(wallNanoseconds: Int64)
  /// In one sentence, why it gave no time.
  case failed(reason: String)
}

/// Every arm once, in random order.
///
/// An arm that is missing was not run (the round was interrupted).
package struct Round: Hashable, Sendable {
  package var outcomes: [Arm: RunOutcome]
  /// The cores found free in this round, or nil when not measured.
  package var freeCores: Double?

  package init(outcomes: [Arm: RunOutcome] = [:], freeCores: Double? = nil) {
    self.outcomes = outcomes
    self.freeCores = freeCores
  }

  /// The wall time of an arm in nanoseconds; nil when it is missing, failed, or not positive.
  package func wall(_ model: String, _ kind: Arm.Kind) -> Int64? {
    guard case .finished(let wall) = outcomes[Arm(model: model, kind: kind)], wall > 0 else {
      return nil
    }
    return wall
  }

  /// Whether an arm was run and gave no time.
  func hasFailed(_ model: String, _ kind: Arm.Kind) -> Bool {
    outcomes[Arm(model: model, kind: kind)] != nil && wall(model, kind) == nil
  }
}
