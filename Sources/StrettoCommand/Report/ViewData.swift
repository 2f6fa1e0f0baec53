import Analysis
import ForeignTraces
import Report
import TraceFile
import TraceModel

/// What the viewer's page is given beside the traces: the analysis as `stretto.view/1`.
enum ViewData {
  /// Reads traces, analyses them and groups them as `stretto report` does with the same files.
  ///
  /// Takes as long as the report, and once more: call it off the thread that serves the page.
  ///
  /// - Parameters:
  ///   - baselines: Paths of the traces that the others are compared with.
  ///   - traces: Paths of the others. The page loads the baselines first, then these.
  ///   - options: What counts in a trace that another tool wrote.
  ///   - areRepeats: Whether traces of other tools repeat one another.
  /// - Returns: The document as UTF-8 JSON text.
  /// - Throws: `Failure` whose description is one sentence; `failure(_:)` makes a document of it.
  static func make(
    baselines: [String] = [], traces: [String],
    options: ForeignTraceOptions = ForeignTraceOptions(),
    areRepeats: Bool = false
  ) throws(Failure) -> [UInt8] {
    try ReportSession(options: options, areRepeats: areRepeats).view(baselines: baselines, traces)
      .json.encoded()
  }

  /// The document that tells the page why there is no analysis.
  static func failure(_ failure: Failure) -> [UInt8] {
    ViewDocument.failure(failure.description).encoded()
  }
}
