import TraceModel

/// Makes the view of one run.
struct RunViewer {
  let trace: Trace
  let analysis: RunAnalysis
  let limits: ViewLimits
  let scope: RunScope

  init(_ trace: Trace, scope: RunScope, analysis: RunAnalysis, limits: ViewLimits) {
    self.trace = trace
    self.scope = scope
    self.analysis = analysis
    self.limits = limits
  }

  func view() -> RunView {
    var view = RunView(start: Nanoseconds(scope.start), makespan: Nanoseconds(scope.makespan))
    view.processes = Set(
      trace.lanes.indices.filter { scope.lanes[$0] }.map { trace.lanes[$0].id.process }
    ).sorted()
    return view
  }
}
