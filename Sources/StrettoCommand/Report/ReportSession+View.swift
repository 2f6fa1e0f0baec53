import Analysis
import ForeignTraces
import Report
import TraceModel

extension ReportSession {
  /// Reads, analyses and groups traces as for the report, and follows every run over time.
  ///
  /// - Parameters:
  ///   - baselines: The files of `--baseline`, which come first among the files.
  ///   - paths: The others; a run's `file` is an index into all.
  /// - Returns: The document for the page.
  /// - Throws: `Failure` with status 2 when a file cannot be used.
  func view(baselines: [String] = [], _ paths: [String]) throws(Failure) -> ViewDocument {
    let (groups, files) = try read(baselines: baselines, paths: paths)
    var views: [RunView] = []
    var metadata: TraceMetadata?
    for file in files {
      let analyses = file.runs.map { groups.runs[$0].analysis }
      do {
        let trace = try file.trace ?? AnalysedTrace(reading: file.path, options)
        views += try runViews(
          of: trace.trace, analyses, limits: .full(amongRuns: groups.runs.count))
        if files.count == 1 { metadata = trace.trace.metadata }
      } catch let failure as Failure {
        throw failure
      } catch {
        throw Failure("\(error)")
      }
    }
    let places = files.enumerated().flatMap { place, file in file.runs.map { _ in place } }
    return ViewDocument(groups, views: views, files: places, metadata: metadata)
  }
}
