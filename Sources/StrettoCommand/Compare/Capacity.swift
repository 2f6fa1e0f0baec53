import Stretto
import TraceModel
import Workloads

/// Refuses a comparison that this machine has no room for, before anything is run.
enum Capacity {
  /// - Throws: `Failure` with the limit's name.
  static func check(
    models: [ExecutionModel], _ configuration: WorkloadConfiguration
  ) throws(Failure) {
    let limits = ResourceLimits.current()
    do {
      if models.contains(.processes) { try limits.admit(processes: configuration.workers) }
      if models.contains(.threads) { try limits.admit(threads: configuration.workers) }
    } catch {
      throw Failure("\(error)", status: ExitStatus.notPossible)
    }
  }
}
