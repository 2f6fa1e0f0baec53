import Analysis
package import Comparison

/// Everything a comparison prints: what was measured untraced, and where the traced time went.
package struct ComparisonReport: Hashable, Sendable {
  /// The workload's name: "count", or a user's own; nil where only traces are known.
  package var workload: String?
  /// Tasks of each run; of the baseline's where the runs differ.
  package var tasks: Int
  package var cores: Int
  /// Short facts for the first line: versions, sizes.
  package var facts: [String]
  package var comparison: WorkloadComparison
  /// The traced runs by model, in the order of the table; models may be missing.
  package var models: [ModelRuns]
  /// Whole sentences to be printed below: what went wrong while measuring.
  package var notes: [String]

  package init(
    workload: String?, tasks: Int, cores: Int, facts: [String] = [],
    comparison: WorkloadComparison, models: [ModelRuns], notes: [String] = []
  ) {
    self.workload = workload
    self.tasks = tasks
    self.cores = cores
    self.facts = facts
    self.comparison = comparison
    let baseline = models.first { $0.model == comparison.baseline }?.representativeRun
    self.models = models.map { model in
      ModelRuns(
        model: model.model, runs: model.runs.map { $0.judged(against: baseline) },
        representative: model.representative)
    }
    self.notes = notes
  }

  /// The traced runs of a model; empty when none finished.
  func runs(of model: String) -> ModelRuns {
    models.first { $0.model == model } ?? ModelRuns(model: model, runs: [])
  }

  /// The efficiency of the table: the useful share of the binding resource (METHOD 4.6).
  ///
  /// - Parameter model: One of the comparison's models.
  /// - Returns: 0...1, or nil when no run of the model was traced.
  package func efficiency(of model: String) -> Double? {
    headline.flatMap { CapacityShares(runs(of: model), of: $0.resource)?.useful }
  }

  /// What the rows of the table are shares of; nil when nothing was traced.
  var headline: Headline? {
    let traced = comparison.models.filter { runs(of: $0.model).representativeRun != nil }
    let others = traced.filter { !$0.isBaseline }
    let fastest = (others.isEmpty ? traced : others)
      .max { ($0.speedup?.ratio ?? 0) < ($1.speedup?.ratio ?? 0) }
    guard let fastest, let run = runs(of: fastest.model).representativeRun else { return nil }
    let speedup = fastest.isBaseline || differentWork != nil ? nil : fastest.speedup?.ratio
    return Headline(run, model: fastest.model, speedup: speedup, all: models.flatMap(\.runs))
  }
}
