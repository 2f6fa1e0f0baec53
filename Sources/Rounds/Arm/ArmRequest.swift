package import TraceModel
package import Workloads

/// What the tool asks of the fresh process that runs one arm: its command line.
package struct ArmRequest: Hashable, Sendable {
  package var workload: Workload
  package var model: ExecutionModel
  package var configuration: WorkloadConfiguration
  /// Where the trace goes; nil for an untraced arm.
  package var tracePath: String?

  package init(
    workload: Workload, model: ExecutionModel, configuration: WorkloadConfiguration,
    tracePath: String? = nil
  ) {
    self.workload = workload
    self.model = model
    self.configuration = configuration
    self.tracePath = tracePath
  }

  /// The arguments that `init(parsing:)` reads back, without the sub-command's name.
  package var arguments: [String] {
    var words = [
      "--workload", workload.rawValue, "--model", model.rawValue,
      "--size", "\(configuration.size)", "--tasks", "\(configuration.tasks)",
      "--workers", "\(configuration.workers)", "--seed", "\(configuration.seed)",
      "--delay", "\(configuration.delayMilliseconds)",
      "--server-port", "\(configuration.serverPort)",
    ]
    if let fault = configuration.fault { words += ["--fault", fault.text] }
    if let tracePath { words += ["--trace", tracePath] }
    return words
  }
}
