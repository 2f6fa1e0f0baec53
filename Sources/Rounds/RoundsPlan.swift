package import Comparison
package import TraceModel
import Workloads

/// Which arms every round runs, and in which order: randomised interleaved trials (METHOD 11.2).
package struct RoundsPlan: Hashable, Sendable {
  /// The models compared, in the order of the report; the baseline is one of them.
  package let models: [ExecutionModel]
  /// Rounds that count; the warm-up round 0 comes on top.
  package let rounds: Int
  package let seed: UInt64

  /// Lays out the rounds.
  ///
  /// - Throws: when there is no model, a model twice, or no round.
  package init(models: [ExecutionModel], rounds: Int = 12, seed: UInt64) throws(RoundsError) {
    guard !models.isEmpty else { throw RoundsError("there is no model to run: name one or more") }
    guard Set(models).count == models.count else {
      throw RoundsError("a model is named twice: name each once")
    }
    guard rounds > 0 else { throw RoundsError("0 rounds measure nothing: ask for 1 or more") }
    self.models = models
    self.rounds = rounds
    self.seed = seed
  }

  /// What the others are compared with: the sequential model, or the first where it is not run.
  package var baseline: ExecutionModel {
    models.contains(.sequential) ? .sequential : models[0]
  }

  /// Every arm of a round: each model untraced and traced, and the baseline once more.
  package var arms: [Arm] {
    models.flatMap { model in
      [Arm(model: model.rawValue, kind: .untraced), Arm(model: model.rawValue, kind: .traced)]
    } + [Arm(model: baseline.rawValue, kind: .control)]
  }

  /// Runs of arms in all, the warm-up's included.
  package var runCount: Int { arms.count * (rounds + 1) }

  /// The arms of a round in its own random order, which follows from the seed.
  package func order(ofRound round: Int) -> [Arm] {
    var generator = SeededGenerator(
      seed: SeededGenerator.mix(seed) &+ UInt64(truncatingIfNeeded: round))
    return arms.shuffled(using: &generator)
  }
}
