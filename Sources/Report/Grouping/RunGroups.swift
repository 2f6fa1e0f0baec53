package import Analysis
import TraceModel

/// The runs of several traces, sorted into the baseline's and those of each model.
///
/// Runs are repeats of one another when they have the same model, the same
/// declared width and the same number of tasks. Traces of other producers tell
/// nothing of the kind and stand alone, unless the user says that they repeat.
package struct RunGroups: Sendable {
  package private(set) var runs: [TracedRun]
  /// The groups, the baseline's first when there is one; indices into `runs`.
  private(set) var groups: [Group]
  /// The indices of runs that a baseline file holds beside the baseline.
  package private(set) var leftOut: [Int] = []
  /// Whole sentences on what was compared, to be printed below the table.
  package var notes: [String] = []
  /// What comparisons measured that sealed their reports into the traces.
  package var measured: [String] = []
  /// Whether the first group is the baseline's.
  package private(set) var hasBaseline = false

  struct Group: Hashable, Sendable {
    /// Its model's word, or a name that tells it from the others.
    var name: String
    var runs: [Int]
  }

  /// What makes runs repeats of one another.
  private struct Kind: Hashable {
    var model: ExecutionModel
    var slots: Int?
    var tasks: Int
    /// Set where a run stands alone.
    var index: Int?

    /// The model and its declared width.
    var label: String { model.rawValue + (slots.map { " x\($0)" } ?? "") }
  }

  /// Sorts runs; the baseline is what was given as such, else every sequential run.
  ///
  /// - Parameters:
  ///   - runs: In the order of the command line.
  ///   - areRepeats: Whether runs of other producers repeat one another too.
  /// - Throws: `GroupingError` when the traces given as the baseline hold several models and
  ///   none of them is sequential.
  package init(_ runs: [TracedRun], areRepeats: Bool = false) throws(GroupingError) {
    self.runs = runs
    let given = runs.indices.filter { runs[$0].isBaseline }
    var baseline = given.isEmpty ? Array(runs.indices) : given
    let models = Set(given.map { runs[$0].analysis.model })
    if given.isEmpty || models.count > 1 {
      baseline = baseline.filter { runs[$0].analysis.model == .sequential }
      leftOut = given.filter { !baseline.contains($0) }
    }
    if models.count > 1, baseline.isEmpty { throw GroupingError(models: models) }
    hasBaseline = !baseline.isEmpty
    let apart = Set(baseline).union(leftOut)
    var kinds: [Kind: Int] = [:]
    groups = hasBaseline ? [Group(name: "", runs: baseline)] : []
    var order: [Kind] = []
    for index in runs.indices where !apart.contains(index) {
      let kind = Self.kind(of: runs[index], at: index, areRepeats: areRepeats)
      if let known = kinds[kind] {
        groups[known].runs.append(index)
      } else {
        kinds[kind] = groups.count
        order.append(kind)
        groups.append(Group(name: "", runs: [index]))
      }
    }
    name(order)
  }

  private static func kind(of run: TracedRun, at index: Int, areRepeats: Bool) -> Kind {
    Kind(
      model: run.analysis.model, slots: run.declaredSlots, tasks: run.analysis.tasks,
      index: run.isForeign && !areRepeats ? index : nil)
  }

  /// Gives each group the shortest name that tells it apart: the model, its width, its tasks, its
  /// trace.
  private mutating func name(_ kinds: [Kind]) {
    let first = hasBaseline ? 1 : 0
    if hasBaseline, let run = groups[0].runs.first {
      groups[0].name =
        runs[run].isForeign ? file(of: groups[0]) : runs[run].analysis.model.rawValue
    }
    var taken: Set<String> = []
    for (offset, kind) in kinds.enumerated() {
      let alike = kinds.filter { $0.model == kind.model }
      var name = kind.model.rawValue
      if alike.count > 1 || kind.index != nil {
        let widths = Set(alike.map(\.slots))
        let isWide = kind.index == nil && widths.count == alike.count
        // A model keeps its name; only what no model is known of is called by its file.
        name =
          kind.index != nil
          ? file(of: groups[first + offset])
          : kind.label + (isWide ? "" : " (\(Quantity.count(kind.tasks, "task")))")
      }
      if hasBaseline, name == groups[0].name { groups[0].name += " (baseline)" }
      var unique = name
      var number = 2
      while !taken.insert(unique).inserted {
        unique = "\(name) #\(number)"
        number += 1
      }
      groups[first + offset].name = unique
    }
  }

  /// The name of the group's first trace, without what every trace's name ends in.
  private func file(of group: Group) -> String {
    guard let run = group.runs.first else { return "" }
    var name = runs[run].analysis.trace
    for ending in [".gz", ".json"] where name.hasSuffix(ending) { name.removeLast(ending.count) }
    let model = runs[run].analysis.model.rawValue
    return name.isEmpty ? model : name
  }
}

/// The traces given as the baseline hold several models, and none is sequential.
package struct GroupingError: Error, CustomStringConvertible {
  package let description: String

  init(models: Set<ExecutionModel>) {
    let names = models.map { sanitised($0.rawValue) }.sorted().prefix(8).joined(separator: ", ")
    description =
      "the baseline holds runs of several models (\(names)), none of them sequential: "
      + "give the trace of one"
  }
}

extension RunGroups {
  /// Whether anything was repeated: then there is a comparison, with an interval from six on.
  package var hasRepeats: Bool {
    hasBaseline && groups.count > 1 && groups.contains { $0.runs.count > 1 }
  }

  /// Puts the analysis against the baseline in the place of a run's own.
  package mutating func replace(_ index: Int, with analysis: RunAnalysis) {
    runs[index].analysis = analysis
  }

  /// The run that a run is measured against: the baseline's of its round where the rounds pair,
  /// else the baseline's run with the median makespan; nil for the baseline itself.
  package func baseline(of index: Int) -> RunAnalysis? {
    guard hasBaseline, !groups[0].runs.contains(index), !leftOut.contains(index) else { return nil }
    if pairing.isPaired {
      let round = runs[index].analysis.round
      let partner = groups[0].runs.first { runs[$0].analysis.round == round }
      if let partner, round > 0, !runs[partner].analysis.trust.isCut {
        return runs[partner].analysis
      }
    }
    return median(of: groups[0])
  }

  /// The group's run with the (lower) median makespan.
  private func median(of group: Group) -> RunAnalysis? {
    let order = whole(group).sorted {
      (runs[$0].analysis.makespan, $0) < (runs[$1].analysis.makespan, $1)
    }
    return order.isEmpty ? nil : runs[order[(order.count - 1) / 2]].analysis
  }
}
