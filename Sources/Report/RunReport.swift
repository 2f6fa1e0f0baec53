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

  /// Without a baseline the first run whose model is `sequential` is it.
  package init(runs: [RunAnalysis], baseline: Int? = nil, notes: [String] = []) {
    self.runs = runs
    self.notes = notes
    self.baseline = baseline ?? runs.firstIndex { $0.model == .sequential }
  }
}
