import Analysis
import Report
import TraceFile
import TraceModel

/// What the page shows of the traces that a comparison writes, sealed into them: bounded, so that a
/// trace that is only opened still shows speedup and losses.
struct SealedViews {
  private let models: [TracedModel]
  private let views: [RunView?]

  /// - Parameter models: The models of the comparison; those without a trace have no view.
  init(_ models: [TracedModel]) {
    self.models = models
    views = models.map(Self.view)
  }

  /// Nil where the trace cannot be read again: the page then says how to get an analysis.
  private static func view(_ model: TracedModel) -> RunView? {
    guard let path = model.representativePath, let run = model.runs.representativeRun,
      let trace = try? TraceReader.read(path: path),
      let views = try? runViews(of: trace, [run], limits: .sealed)
    else { return nil }
    return views.first
  }

  /// The document for the merged file.
  ///
  /// - Parameters:
  ///   - report: The comparison's.
  ///   - merged: What became of each traced model's numbers, in the order of the models.
  /// - Returns: JSON text; nil where a trace has no view.
  func document(_ report: ComparisonReport, _ merged: [MergedRun]) -> [UInt8]? {
    let traced = models.indices.filter { models[$0].representativePath != nil }
    guard traced.count == merged.count else { return nil }
    let runs = zip(traced, merged).compactMap { viewed(models[$0], views[$0], $1) }
    guard runs.count == merged.count else { return nil }
    let places = Dictionary(
      traced.enumerated().map { (models[$1].runs.model, $0) }, uniquingKeysWith: { old, _ in old })
    return encoded(ViewWords(report, runs: places), runs)
  }

  /// The document for one model's own file.
  func document(_ report: RunReport, of model: String, _ merged: [MergedRun]) -> [UInt8]? {
    guard let index = models.firstIndex(where: { $0.runs.model == model }), merged.count == 1,
      let run = viewed(models[index], views[index], merged[0])
    else { return nil }
    return encoded(ViewWords(report), [run])
  }

  private func encoded(_ words: ViewWords, _ runs: [ViewedRun]) -> [UInt8] {
    ViewDocument(words: words, runs: runs, isComplete: false).json.encoded()
  }

  private func viewed(_ model: TracedModel, _ view: RunView?, _ merged: MergedRun) -> ViewedRun? {
    guard let view, let run = model.runs.representativeRun else { return nil }
    return ViewedRun(
      label: model.runs.label, analysis: run,
      view: view.renumbered(
        start: view.start + merged.shift, processes: merged.run.processes, merged.lane), file: 0)
  }
}
