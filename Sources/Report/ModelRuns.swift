package import Analysis
import TraceModel

/// The traced runs of one model in a comparison.
package struct ModelRuns: Hashable, Sendable {
  /// The model's word; a longer name where one model stands in the comparison twice.
  package var model: String
  /// One analysis per traced round that finished, in the order of the rounds.
  package var runs: [RunAnalysis]
  /// The index in `runs` of the run with the median makespan; it stands for the model.
  package var representative: Int

  /// Without a representative the run with the lower median makespan is it.
  package init(model: String, runs: [RunAnalysis], representative: Int? = nil) {
    self.model = model
    self.runs = runs
    let order = runs.indices.sorted { (runs[$0].makespan, $0) < (runs[$1].makespan, $1) }
    let median = order.isEmpty ? 0 : order[(order.count - 1) / 2]
    self.representative = representative ?? median
  }

  /// The run that stands for the model; nil when no traced run finished.
  package var representativeRun: RunAnalysis? {
    runs.indices.contains(representative) ? runs[representative] : nil
  }

  /// The model that was run, whatever the comparison calls it.
  var executionModel: ExecutionModel {
    representativeRun?.model ?? ExecutionModel(rawValue: model)
  }

  /// How the runs are called in a table: "threads x4", or the name that tells them apart.
  package var label: String {
    guard executionModel.rawValue == model else { return sanitised(model) }
    return executionModel.label(slots: representativeRun?.slots)
  }

  /// The mean of a figure over the runs that have it.
  func mean(_ figure: (RunAnalysis) -> Double?) -> Double? {
    let values = runs.compactMap(figure)
    return values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
  }
}
