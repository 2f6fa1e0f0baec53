package import Analysis
import TraceFile
package import TraceModel

extension ViewDocument {
  /// The document of several traces, in the words that the report of the same traces has.
  ///
  /// - Parameters:
  ///   - groups: The runs as the report groups them.
  ///   - views: One for each run of `groups`, in its order.
  ///   - files: Which trace holds each of them.
  ///   - metadata: Of the only trace; nil for none. The words that a comparison sealed into it are
  ///     taken where they are about its runs: what it measured untraced stands nowhere else.
  package init(
    _ groups: RunGroups, views: [RunView], files: [Int], metadata: TraceMetadata? = nil
  ) {
    let shown = groups.runs.indices.filter { !groups.leftOut.contains($0) }
    let labels = groups.labels
    let runs = shown.filter { views.indices.contains($0) && files.indices.contains($0) }.map {
      ViewedRun(
        label: labels[$0] ?? groups.runs[$0].analysis.model.rawValue,
        analysis: groups.runs[$0].analysis, view: views[$0], file: files[$0])
    }
    let analyses = shown.map { groups.runs[$0].analysis }
    let sealed = metadata?.report
    let view = metadata?.view.flatMap { try? JSONValue(parsing: $0, maximumDepth: 24) }
    if let words = view.flatMap({ ViewWords(sealed: $0, runs: analyses) }) {
      self.init(words: words, runs: runs, report: sealed.map(JSONValue.raw))
    } else if let sealed, let comparison = SealedReport(sealed, analyses) {
      self.init(
        words: ViewWords(comparison.report, runs: comparison.runs), runs: runs,
        report: .raw(sealed))
    } else if groups.hasRepeats {
      let report = groups.comparison
      let places = groups.representatives.compactMapValues { shown.firstIndex(of: $0) }
      self.init(words: ViewWords(report, runs: places), runs: runs, report: report.json)
    } else {
      let report = groups.singleRuns
      self.init(words: ViewWords(report), runs: runs, report: report.json)
    }
  }
}

extension RunGroups {
  /// The run that stands for each group, by the group's name: that with the (lower) median
  /// makespan, as in a comparison's table.
  var representatives: [String: Int] {
    Dictionary(
      groups.compactMap { group in
        let whole = whole(group)
        let model = ModelRuns(model: group.name, runs: whole.map { runs[$0].analysis })
        return whole.indices.contains(model.representative)
          ? (group.name, whole[model.representative]) : nil
      }, uniquingKeysWith: { first, _ in first })
  }

  /// How the report calls each run.
  var labels: [Int: String] {
    guard hasRepeats else {
      let report = singleRuns
      let shown = runs.indices.filter { !leftOut.contains($0) }
      return Dictionary(
        zip(shown, report.runs.indices.map { report.label(of: $0) }),
        uniquingKeysWith: { first, _ in first })
    }
    var labels: [Int: String] = [:]
    for group in groups {
      let label = ModelRuns(model: group.name, runs: group.runs.map { runs[$0].analysis }).label
      for (number, index) in group.runs.enumerated() {
        let round = runs[index].analysis.round
        labels[index] =
          group.runs.count == 1
          ? label : "\(label), \(round > 0 ? "round \(round)" : "run \(number + 1)")"
      }
    }
    return labels
  }
}
