package import TraceModel

/// Every figure of every run in a trace: one sweep over its time-ordered edges each.
///
/// Runs are those the metadata lists, else each `run` event, else the whole
/// file. O(n log n) in events; integer nanoseconds throughout.
///
/// - Parameters:
///   - trace: As the reader returns it; nothing else is assumed of it.
///   - baseline: The sequential run of the same tasks. Gives `T_seq`, the
///     speedup and the inflation of work; nil means that only a sequential run
///     is its own measure.
///   - marking: The name of spans whose time the demands tell apart, for a
///     virtual speedup of them.
/// - Returns: One analysis for each run, in the order of the file.
/// - Throws: `AnalysisError` when capacity times makespan does not fit 64 bits.
package func analyse(
  _ trace: Trace, baseline: RunAnalysis? = nil, marking: String? = nil
) throws(AnalysisError) -> [RunAnalysis] {
  var selection = RunSelection(trace)
  var results: [RunAnalysis] = []
  for scope in try selection.scopes() {
    var analyser = RunAnalyser(trace, scope: scope, baseline: baseline)
    analyser.marking = marking
    results.append(try analyser.analysis())
  }
  return results
}
