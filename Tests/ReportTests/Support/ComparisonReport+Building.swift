import Analysis
import Comparison
import Glibc
import Report
import TraceModel

extension ComparisonReport {
  /// Twelve rounds of runs whose untraced times scatter by a percent around the makespan.
  static func of(
    _ workload: String, tasks: Int, runs: [RunAnalysis], rounds: Int = 12,
    freeCores: Double? = 1.95, control: Double = 1,
    edit: (inout RoundSet) -> Void = { _ in }
  ) -> ComparisonReport {
    let names = runs.map(\.model.rawValue)
    var set = RoundSet(models: names, baseline: names[0])
    for index in 0..<rounds {
      var round = Round(freeCores: freeCores.map { $0 + 0.01 * Double(index % 5) })
      for (place, run) in runs.enumerated() {
        let wobble = 1 + 0.01 * (Double((index * 5 + place * 3) % 7) / 3 - 1)
        let wall = Double(run.makespan.count) * wobble
        round.set(run.model.rawValue, .untraced, wall)
        round.set(run.model.rawValue, .traced, wall * 1.004)
        if place == 0 { round.set(run.model.rawValue, .control, wall * control) }
      }
      set.rounds.append(round)
    }
    edit(&set)
    var options = WorkloadComparison.Options()
    options.minimumFreeCores = freeCores.map { _ in 1.8 }
    return ComparisonReport(
      workload: workload, tasks: tasks, cores: 2, facts: ["Swift 6.3"],
      comparison: WorkloadComparison(set, options: options),
      models: runs.map { ModelRuns(model: $0.model.rawValue, runs: [$0, $0]) })
  }

  static var count: ComparisonReport {
    .of(
      "count", tasks: 4,
      runs: [
        CountRuns.sequential, CountRuns.async, CountRuns.threads, CountRuns.processes,
      ])
  }

  static var fetch: ComparisonReport {
    .of(
      "fetch", tasks: 3,
      runs: [
        FetchRuns.sequential, FetchRuns.threads, FetchRuns.async, FetchRuns.asyncBlocking,
      ])
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
