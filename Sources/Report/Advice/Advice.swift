import Analysis
package import Prediction
import TraceModel

/// What follows from the figures: which model to use, what others would give, what to remove.
///
/// Made from a comparison or from single runs; each part is nil or empty where
/// nothing can be said, with the reason beside it.
package struct Advice: Hashable, Sendable {
  /// A model predicted, and what it measured where it was run.
  struct Checked: Hashable, Sendable {
    var prediction: ModelPrediction
    var measured: Double?
  }

  /// Which model to use; nil where not even the tasks are known.
  package var recommendation: Recommendation?
  /// Why there is no recommendation and no prediction.
  package var absence: PredictionAbsence?
  /// Whether every trace tells what its tasks depend on; without that nothing is replayed.
  var tellsDependencies = true
  /// Whether all runs did the same work; the report says first where they did not.
  var isOneWorkload = true
  /// Every model that was run but the one that the predictions start from.
  var predictions: [Checked] = []
  /// What the machine and the runtime were taken for.
  var machine: MachineInputs
  /// Of a single run: what each obstacle cost it.
  package var ladder: WhatIfLadder?
  /// Of a single run: TE and SerE.
  package var ideal: IdealNetwork?
  /// Of a single run: Amdahl's and Gustafson's fractions.
  package var serial: SerialFraction?
  /// Of several widths of one model.
  package var scaling: [ScalingFit] = []
}

extension MachineInputs {
  /// What all runs together tell of the machine.
  init(_ runs: [RunDemands], cores: Int, freeCores: [Double] = []) {
    let locks = runs.compactMap(\.hasGIL)
    let shares = runs.filter { $0.hasGIL == true }.compactMap(\.gilShare)
    self.init(
      cores: cores, freeCores: freeCores,
      hasGIL: locks.isEmpty ? nil : locks.contains(true),
      gilShare: shares.isEmpty ? nil : shares.reduce(0, +) / Double(shares.count))
  }

  /// The models worth a thought for such a program, whether they were run or not.
  var customaryModels: [ExecutionModel] {
    switch hasGIL {
    case true?: [.threads, .asyncio, .processes]
    case false?: [.threads, .tasks, .dispatch, .async, .processes]
    case nil: [.threads, .processes]
    }
  }
}
