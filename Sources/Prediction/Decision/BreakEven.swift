package import Analysis
package import TraceModel

extension RunDemands {
  /// x_min: shorter tasks than this are faster one after another than under this executor, with
  /// as many tasks and workers as here (METHOD 8.1).
  ///
  /// (s·K/N + d_w)/(K − 1), to the nearest nanosecond; nil where the costs are not known, or
  /// with fewer than two workers on two cores. What the coordinator pays per task is a bound of
  /// its own: no task shorter than that keeps two workers busy.
  ///
  /// - Parameter count: N, the number of tasks handed out.
  /// - Returns: A service time.
  package func breakEven(tasks count: Int) -> Nanoseconds? {
    let width = min(loopThreads ?? slots, cores)
    guard let costs, width > 1, count > 0, model != .sequential else { return nil }
    let ready = costs.readiness.isEmpty ? .zero : costs.readiness[(costs.readiness.count - 1) / 2]
    let startup = max((max(ready, costs.firstSubmission) - costs.serialLead).count, 0)
    let shared = Double(startup) * Double(width) / Double(count)
    let grain = (shared + Double(costs.workerPerTask.count)) / Double(width - 1)
    return max(Nanoseconds(clamping: grain), costs.coordinatorPerTask)
  }
}
