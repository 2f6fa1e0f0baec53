import Comparison
import Glibc

extension RoundSet {
  /// Rounds in which the baseline takes a second and `model` that second divided by each speedup.
  ///
  /// The control arm takes a second too, times `control`'s factor of the round.
  static func speedups(
    _ models: KeyValuePairs<String, [Double]>, control: [Double] = [], freeCores: [Double] = []
  ) -> RoundSet {
    let count = models.map(\.value.count).max() ?? 0
    let rounds = (0..<count).map { index -> Round in
      var round = Round(freeCores: freeCores.indices.contains(index) ? freeCores[index] : nil)
      round.set("sequential", .untraced, 1e9)
      if control.indices.contains(index) {
        round.set("sequential", .control, 1e9 * control[index])
      }
      for (model, values) in models where values.indices.contains(index) {
        round.set(model, .untraced, 1e9 / values[index])
      }
      return round
    }
    return RoundSet(
      models: ["sequential"] + models.map(\.key), baseline: "sequential", rounds: rounds)
  }
}

extension Round {
  mutating func set(_ model: String, _ kind: Arm.Kind, _ nanoseconds: Double) {
    outcomes[Arm(model: model, kind: kind)] =
      .finished(wallNanoseconds: Int64(nanoseconds.rounded()))
  }

  mutating func fail(_ model: String, _ kind: Arm.Kind) {
    outcomes[Arm(model: model, kind: kind)] = .failed(reason: "killed by signal 9")
  }
}

/// Twelve values around `middle`, spread evenly on the logarithmic scale up to ± `reach`.
///
/// The third smallest and third largest, the ends of the interval, lie at ± 7/11 of the reach.
func around(_ middle: Double, _ reach: Double, count: Int = 12) -> [Double] {
  let order = [5, 0, 9, 3, 11, 6, 1, 8, 2, 10, 4, 7].filter { $0 < count }
  return order.map { middle * exp(reach * (2 * Double($0) / Double(count - 1) - 1)) }
}
