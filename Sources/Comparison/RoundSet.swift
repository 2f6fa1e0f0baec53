import Statistics

/// All that a comparison measured: the rounds of one workload.
package struct RoundSet: Hashable, Sendable {
  /// The models compared, the baseline among them, in the order to be shown.
  package var models: [String]
  /// The model whose time the others' are compared with.
  package var baseline: String
  /// The discarded first round; its times are the cold ones.
  package var warmUp: Round?
  package var rounds: [Round]

  package init(models: [String], baseline: String, warmUp: Round? = nil, rounds: [Round] = []) {
    self.models = models
    self.baseline = baseline
    self.warmUp = warmUp
    self.rounds = rounds
  }

  /// The wall times of an arm in nanoseconds, in the order of the rounds, without the missing.
  package func walls(_ model: String, _ kind: Arm.Kind) -> [Int64] {
    rounds.compactMap { $0.wall(model, kind) }
  }

  /// The index of the round whose traced run of a model took the median time.
  ///
  /// The trace of this round stands for the model; of two middle rounds the
  /// faster one is taken, of equal ones the earlier. Nil when no traced run finished.
  package func medianTracedRound(of model: String) -> Int? {
    let order = rounds.indices
      .compactMap { index in rounds[index].wall(model, .traced).map { (wall: $0, index: index) } }
      .sorted { ($0.wall, $0.index) < ($1.wall, $1.index) }
    guard !order.isEmpty else { return nil }
    return order[(order.count - 1) / 2].index
  }
}
