package import TraceModel

/// Which lanes and which time of a trace belong to one run.
package struct RunWindow: Hashable, Sendable {
  /// For each of the trace's lanes, whether the run owns it.
  package var lanes: [Bool]
  package var start: Nanoseconds
  package var end: Nanoseconds
}

/// The windows of a trace's runs, in the order in which `analyse` returns the runs.
///
/// For figures that need the trace's own spans beside the analysis. O(runs · events).
///
/// - Parameter trace: As the reader returns it.
/// - Returns: One window for each run.
/// - Throws: `AnalysisError` where `analyse` throws it for too many runs.
package func runWindows(of trace: Trace) throws(AnalysisError) -> [RunWindow] {
  var selection = RunSelection(trace)
  return try selection.scopes().map { scope in
    RunWindow(
      lanes: scope.lanes, start: Nanoseconds(scope.start), end: Nanoseconds(scope.end))
  }
}
