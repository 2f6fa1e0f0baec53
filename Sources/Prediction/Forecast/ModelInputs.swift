package import Analysis
package import TraceModel

/// From where a figure of a prediction is known.
package enum Provenance: Hashable, Sendable {
  /// Measured in the run whose tasks are replayed.
  case thisRun
  /// Measured in another run: the model's own one in the same comparison.
  case otherRun
  case unknown
}

/// What is known of a model beside the tasks: its width, and what its executor costs.
package struct ModelInputs: Hashable, Sendable {
  package var model: ExecutionModel
  /// K: its slots, or for async tasks how many may be in flight; nil means one per task.
  package var slots: Int?
  /// The widths that an executor which chooses its own had in its runs; empty where it was told.
  package var widths: [Int] = []
  /// The threads of its loop, where it has one that has more than one.
  package var loopThreads: Int?
  /// Its executor's costs in each run that shows them; empty when none does.
  package var costs: [ExecutorCosts] = []
  package var costsProvenance: Provenance = .unknown
  /// β as measured under this model.
  package var blockingShare: Double?

  package init(_ model: ExecutionModel, slots: Int? = nil) {
    self.model = model
    self.slots = slots
  }

  /// What a model's own runs tell about it.
  package init(_ model: ExecutionModel, runs: [RunDemands], provenance: Provenance = .otherRun) {
    self.init(model)
    let usable = runs.filter { $0.obstacle == nil }
    let widths = runs.map(\.slots).sorted()
    slots = widths.isEmpty ? nil : widths[(widths.count - 1) / 2]
    if model == .dispatch { self.widths = widths }
    loopThreads = runs.compactMap(\.loopThreads).max()
    costs = runs.compactMap(\.costs)
    costsProvenance = costs.isEmpty ? .unknown : provenance
    let shares = usable.compactMap(\.blockingShare)
    blockingShare = shares.isEmpty ? nil : shares.reduce(0, +) / Double(shares.count)
  }
}

/// The machine and the language runtime, as far as they are known.
package struct MachineInputs: Hashable, Sendable {
  /// C.
  package var cores: Int
  /// C_eff, one value per round in which it was measured.
  package var freeCores: [Double]
  /// Whether the program's threads share an interpreter lock; nil when nothing tells.
  package var hasGIL: Bool?
  /// g; nil when not measured.
  package var gilShare: Double?

  package init(
    cores: Int, freeCores: [Double] = [], hasGIL: Bool? = nil, gilShare: Double? = nil
  ) {
    self.cores = max(cores, 1)
    self.freeCores = freeCores.filter { $0.isFinite && $0 > 0 }
    self.hasGIL = hasGIL
    self.gilShare = gilShare
  }
}
