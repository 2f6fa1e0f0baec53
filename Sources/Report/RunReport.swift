package import Analysis
import TraceModel

/// The figures of single runs: what `report TRACE…` prints.
///
/// Nothing was repeated here, so nothing has an interval; the text says so.
package struct RunReport: Hashable, Sendable {
  /// The runs in the order asked for, each analysed with the baseline where there is one.
  package var runs: [RunAnalysis]
  /// The index in `runs` of the run the others are compared with, when it is among them.
  package var baseline: Int?
  /// Whole sentences to be printed below the table: what was left out.
  package var notes: [String]
  /// Whole sentences to be printed first: what was measured beyond these runs.
  package var lead: [String] = []
  /// A name for each run where its model and width do not tell it from the others; untrusted.
  package var names: [String?]

  /// Without a baseline the first run whose model is `sequential` is it.
  package init(
    runs: [RunAnalysis], baseline: Int? = nil, notes: [String] = [], names: [String?] = []
  ) {
    let index = baseline ?? runs.firstIndex { $0.model == .sequential }
    let measured = index.flatMap { runs.indices.contains($0) ? runs[$0] : nil }
    self.runs = runs.map { $0.judged(against: measured) }
    self.notes = notes
    self.names = names
    self.baseline = index
  }

  /// A run's name, or its model and width, or its trace where several runs have the same.
  func label(of index: Int) -> String {
    if names.indices.contains(index), let name = names[index] {
      return sanitised(name, columns: 32)
    }
    let run = runs[index]
    let label = run.model.label(slots: run.slots)
    let isAlone = runs.count { $0.model.label(slots: $0.slots) == label } == 1
    return isAlone ? label : sanitised(run.trace, columns: 32)
  }

  /// What a run is measured against.
  func baseline(of index: Int) -> RunFigures.Baseline {
    guard let baseline else { return .sequential }
    if baseline == index { return .itself }
    return runs[baseline].model == .sequential ? .sequential : .other
  }

  /// The trust notes that every run has: said once.
  var commonRemarks: [String] {
    guard runs.count > 1, let first = runs.first else { return [] }
    let others = runs.dropFirst().map { Set(RunHeading.remarks($0)) }
    return RunHeading.remarks(first).filter { remark in others.allSatisfy { $0.contains(remark) } }
  }
}
