package import TraceModel

/// The runs of a trace over time, in the order in which `analyse` returns them.
///
/// A pass of its own over the trace, beside the sweep that made the figures: O(n log n) in events,
/// with the memory of one analysis; what it returns is bounded by the limits.
///
/// - Parameters:
///   - trace: The trace that was analysed.
///   - analyses: What `analyse` returned for it; the views are held against their ledgers.
///   - limits: How much detail each view may have.
/// - Returns: One view for each run.
/// - Throws: `AnalysisError` where `analyse` throws it for too many runs.
package func runViews(
  of trace: Trace, _ analyses: [RunAnalysis], limits: ViewLimits = .full
) throws(AnalysisError) -> [RunView] {
  var selection = RunSelection(trace)
  return try zip(selection.scopes(), analyses).map { scope, analysis in
    RunViewer(trace, scope: scope, analysis: analysis, limits: limits).view()
  }
}
