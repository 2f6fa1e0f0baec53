package import TraceModel

/// How one run of a comparison is called in the merged file.
package struct MergeRun: Hashable, Sendable {
  package var model: ExecutionModel
  /// Shown beside the process group: "speedup 0.97×"; empty for none.
  package var label: String
  /// Where the run stands among the others: lower numbers come first.
  package var sortIndex: Int
  package var round: Int
  /// The run's name in the metadata; by default the model's word.
  package var name: String

  package init(
    model: ExecutionModel, label: String = "", sortIndex: Int = 0, round: Int = 0,
    name: String? = nil
  ) {
    self.model = model
    self.label = label
    self.sortIndex = sortIndex
    self.round = round
    self.name = name ?? model.rawValue
  }
}

/// What merging did.
package struct MergeSummary: Hashable, Sendable {
  /// The runs with the pids they have in the merged file.
  package var runs: [TraceRun] = []
  /// Events written, the names of processes included.
  package var events = 0
  /// Events left out because they could not be read.
  package var malformed = 0
  /// Complete events left out because they end before their run's window starts.
  package var beforeWindow = 0
  /// Runs whose file was cut short.
  package var cut = 0

  package init() {}
}
