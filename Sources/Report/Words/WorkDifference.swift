import Analysis
import Comparison

extension RunAnalysis {
  /// By what two runs did different work, as a clause; nil where nothing tells so.
  ///
  /// Repetitions that the producer marked decide before the tasks, which may be cut differently.
  /// A run whose end is missing is short of tasks for that reason alone, and where tasks were not
  /// told of, lives were counted.
  ///
  /// - Parameters:
  ///   - other: The run that it is held against.
  ///   - comparesKeys: Whether tasks of other names are other tasks.
  /// - Returns: "4 and 3 tasks", for instance.
  func workDifference(from other: RunAnalysis, comparesKeys: Bool = true) -> String? {
    guard !trust.isCut, !other.trust.isCut, tellsTasks, other.tellsTasks else { return nil }
    if let own = repetitions, let others = other.repetitions {
      return own == others ? nil : "\(others) and \(own) profiled steps"
    }
    if tasks != other.tasks { return "\(other.tasks) and \(tasks) tasks" }
    guard comparesKeys, !workByKey.isEmpty, !other.workByKey.isEmpty,
      Set(workByKey.keys).isDisjoint(with: other.workByKey.keys)
    else { return nil }
    return "no task has the same key"
  }
}

/// The sentence before everything else where runs of different workloads stand in one report;
/// nil where they are of one.
func differentWorkSentence(_ runs: [RunAnalysis], from reference: RunAnalysis?) -> String? {
  // Where the reference tells of no tasks, the names that others give theirs prove nothing.
  let comparesKeys = reference?.tellsTasks ?? true
  let known = [reference].compactMap { $0 } + runs
  guard let first = known.first(where: \.tellsTasks),
    let difference = runs.lazy.compactMap({
      $0.workDifference(from: first, comparesKeys: comparesKeys)
    }).first
  else { return nil }
  return "These runs are not of one workload (\(difference)): a ratio of their times compares "
    + "different work, and nothing follows from it."
}

/// The sentence where nothing but the user's word says that runs did the same work: one of them
/// told of no tasks; nil where they tell, and where none is measured against another.
func takenWorkSentence(_ runs: [(name: String, run: RunAnalysis)], hasBaseline: Bool) -> String? {
  guard hasBaseline, runs.count > 1 else { return nil }
  let silent = runs.filter { !$0.run.tellsTasks }.map(\.name)
  guard !silent.isEmpty else { return nil }
  let names = silent.prefix(8).joined(separator: ", ")
  let who =
    silent.count == runs.count
    ? "No run tells of tasks" : "\(names) \(silent.count == 1 ? "tells" : "tell") of no tasks"
  return "\(who): that the same work was done is your word, and only the times are compared."
}

extension RunReport {
  /// That the runs are of different workloads; nil where they are of one.
  var differentWork: String? { differentWorkSentence(runs, from: baseline.map { runs[$0] }) }

  /// That it is the user who says that the runs are of one workload.
  var takenWork: String? {
    takenWorkSentence(
      runs.indices.map { (label(of: $0), runs[$0]) }, hasBaseline: baseline != nil)
  }
}

extension ComparisonReport {
  /// That traces of different workloads were given; a comparison that measured itself ran one.
  var differentWork: String? {
    guard comparison.isTraced else { return nil }
    let baseline = runs(of: comparison.baseline).representativeRun
    return differentWorkSentence(models.flatMap(\.runs), from: baseline)
  }

  /// That it is the user who says that the models did the same work.
  var takenWork: String? {
    guard comparison.isTraced else { return nil }
    let named = models.compactMap { model in
      model.representativeRun.map { (name: sanitised(model.model, columns: 32), run: $0) }
    }
    return takenWorkSentence(named, hasBaseline: true)
  }
}
