package import Analysis
package import TraceModel

/// What kind of work the tasks are (METHOD 10).
package struct TaskProfile: Hashable, Sendable {
  /// N.
  package var tasks: Int
  /// W and Y.
  package var cpu: Nanoseconds
  package var io: Nanoseconds
  /// x.
  package var meanService: Nanoseconds
  /// Standard deviation of the service times by their mean; nil when the mean is zero.
  package var variation: Double?

  /// Nil where a run's tasks are not known.
  package init?(_ run: RunDemands) {
    guard run.obstacle == nil, !run.tasks.isEmpty else { return nil }
    tasks = run.tasks.count
    cpu = run.time(.cpu)
    io = run.time(.io)
    let times = run.tasks.map { Double($0.service.count) }
    let mean = times.reduce(0) { $0 + $1 / Double(times.count) }
    meanService = Nanoseconds(clamping: mean)
    let variance = times.reduce(0) { $0 + ($1 - mean) * ($1 - mean) / Double(times.count) }
    variation = mean > 0 ? variance.squareRoot() / mean : nil
  }

  /// φ = W/(W + Y); nil where there is neither.
  package var cpuShare: Double? {
    let all = Double(cpu.count) + Double(io.count)
    return all > 0 ? Double(cpu.count) / all : nil
  }
}
