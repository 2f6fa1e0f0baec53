import Analysis
package import Prediction
package import TraceModel

/// The scalability law fitted to the runs of one model at several widths, or why not.
package struct ScalingFit: Hashable, Sendable {
  package var model: ExecutionModel
  package var result: Result<UniversalScalability, UniversalScalability.Refusal>

  /// One per model that was run at three or more widths with equally many tasks.
  static func fits(of runs: [RunAnalysis]) -> [ScalingFit] {
    var models: [ExecutionModel] = []
    for run in runs where !models.contains(run.model) { models.append(run.model) }
    return models.compactMap { model in
      let own = runs.filter { $0.model == model && $0.makespan.count > 0 && $0.tasks > 0 }
      guard Set(own.map(\.slots)).count >= 3, Set(own.map(\.tasks)).count == 1 else { return nil }
      let measurements = own.map {
        UniversalScalability.Measurement(
          width: Double($0.slots), throughput: Double($0.tasks) / $0.makespan.seconds)
      }
      do throws(UniversalScalability.Refusal) {
        return ScalingFit(model: model, result: .success(try UniversalScalability(measurements)))
      } catch {
        return ScalingFit(model: model, result: .failure(error))
      }
    }
  }
}
