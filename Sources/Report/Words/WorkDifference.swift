import Analysis
import Comparison

extension RunAnalysis {
  /// By what two runs did different work, as a clause; nil where nothing tells so.
  ///
  /// Repetitions that the producer marked decide before the tasks, which may be cut differently.
  /// A run whose end is missing is short of tasks for that reason alone.
  func workDifference(from other: RunAnalysis) -> String? {
    guard !trust.isCut, !other.trust.isCut else { return nil }
    if let own = repetitions, let others = other.repetitions {
      return own == others ? nil : "\(others) and \(own) profiled steps"
    }
    if tasks != other.tasks { return "\(other.tasks) and \(tasks) tasks" }
    guard !workByKey.isEmpty, !other.workByKey.isEmpty,
      Set(workByKey.keys).isDisjoint(with: other.workByKey.keys)
    else { return nil }
    return "no task has the same key"
  }
}

/// The sentence before everything else where runs of different workloads stand in one report;
/// nil where they are of one.
func differentWorkSentence(_ runs: [RunAnalysis], from reference: RunAnalysis?) -> String? {
  guard let reference = reference ?? runs.first,
    let difference = runs.lazy.compactMap({ $0.workDifference(from: reference) }).first
  else { return nil }
  return "These runs are not of one workload (\(difference)): a ratio of their times compares "
    + "different work, and nothing follows from it."
}

extension RunReport {
  /// That the runs are of different workloads; nil where they are of one.
  var differentWork: String? { differentWorkSentence(runs, from: baseline.map { runs[$0] }) }
}

extension ComparisonReport {
  /// That traces of different workloads were given; a comparison that measured itself ran one.
  var differentWork: String? {
    guard comparison.isTraced else { return nil }
    let baseline = runs(of: comparison.baseline).representativeRun
    return differentWorkSentence(models.flatMap(\.runs), from: baseline)
  }
}
