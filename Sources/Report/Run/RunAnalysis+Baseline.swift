import Analysis
import TraceModel

extension RunAnalysis {
  /// The run without what only a sequential baseline can tell: inflation, useful work and the
  /// serial share (METHOD 4.2, 6.4, 7).
  ///
  /// The tasks of a parallel run have waited for one another; what they took there is no measure
  /// of what they need. The ratio of the times stays.
  ///
  /// - Parameter baseline: What the run was measured against; nil for none.
  /// - Returns: The run itself where the baseline is sequential.
  func judged(against baseline: RunAnalysis?) -> RunAnalysis {
    guard let baseline, baseline.model != .sequential else { return self }
    var run = self
    run.inflation = nil
    run.boundsBaseline = nil
    run.scaling?.karpFlatt = nil
    return run
  }
}
