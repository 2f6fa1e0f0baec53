import Analysis
import Comparison
import Report
import Rounds
import TraceFile
import TraceModel

/// What a comparison gave, ready to be printed and written.
struct CompareResult: Sendable {
  var report: ComparisonReport
  var rounds: RoundsResult
  var models: [TracedModel]
  /// Every trace the rounds wrote.
  var files: [String]

  /// The models that gave no untraced time at all.
  var modelsWithoutTime: [String] {
    report.comparison.models.filter { $0.wall == nil }.map(\.model)
  }

  /// What follows the report, on standard error: where the files are, what to do with them.
  func closingWords(in folder: OutputFolder) -> String {
    """

    Written to \(folder.path): a trace per model, comparison.json.gz with all of them, report.json.
    Open them with   stretto view \(folder.comparison)

    """
  }
}

extension OutputFolder {
  /// Writes the traces that stand for the models, the merged one and the report.
  ///
  /// - Throws: `Failure` when a file can't be written; the rounds' traces then stay.
  func write(_ result: CompareResult, keepingAll: Bool, force: Bool) throws(Failure) {
    do throws(TraceFileError) {
      let inputs = result.models.enumerated().compactMap { place, model -> MergeInput? in
        model.representativePath.map {
          MergeInput(path: $0, run: run(of: model, place: place, result.report))
        }
      }
      let views = SealedViews(result.models)
      for (model, input) in zip(result.models.filter { $0.representativePath != nil }, inputs) {
        let report = RunReport(runs: [model.runs.representativeRun].compactMap { $0 })
        try merge(
          [input], to: trace(of: model.runs.model), report.json.encoded(), force: force
        ) { views.document(report, of: model.runs.model, $0) }
      }
      let document = result.report.json
      if !inputs.isEmpty {
        try merge(inputs, to: comparison, document.encoded(), force: force) {
          views.document(result.report, $0)
        }
      }
      try write(document, force: force)
    } catch {
      throw Failure(
        "\(error) (the rounds' traces are kept in \(rounds))", status: ExitStatus.notPossible)
    }
    if !keepingAll { removeRounds(result.files) }
  }

  private typealias MergeInput = (path: String, run: MergeRun)

  private func merge(
    _ inputs: [MergeInput], to path: String, _ report: [UInt8], force: Bool,
    view: ([MergedRun]) -> [UInt8]?
  ) throws(TraceFileError) {
    guard let first = inputs.first else { return }
    var metadata = try TraceReader.read(path: first.path).metadata ?? TraceMetadata()
    metadata.eventsLost = 0
    metadata.cut = nil
    metadata.report = report
    try mergeTraces(inputs, to: path, overwriting: force, metadata: metadata, view: view)
  }

  private func run(of model: TracedModel, place: Int, _ report: ComparisonReport) -> MergeRun {
    let name = model.runs.model
    let speedup = report.comparison[name]?.speedup.map { "speedup \(Quantity.fixed($0.ratio, 2))×" }
    return MergeRun(
      model: ExecutionModel(rawValue: name), label: speedup ?? "", sortIndex: place,
      round: model.runs.representativeRun?.round ?? 0)
  }

  private func write(_ document: JSONValue, force: Bool) throws(TraceFileError) {
    var file = try OutputFile(creating: report, overwriting: force)
    try file.write((document.encoded(pretty: true) + [UInt8(ascii: "\n")]).span)
    try file.close()
  }
}
