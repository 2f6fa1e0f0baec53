package import TraceModel
package import Workloads

/// What the tool asks of the fresh process that runs one arm: its command line.
package struct ArmRequest: Hashable, Sendable {
  package var workload: Workload
  package var model: ExecutionModel
  package var configuration: WorkloadConfiguration
  /// Where the trace goes; nil for an untraced arm.
  package var tracePath: String?
  /// Which round the arm belongs to; 0 is the warm-up.
  package var round: Int

  package init(
    workload: Workload, model: ExecutionModel, configuration: WorkloadConfiguration,
    tracePath: String? = nil, round: Int = 0
  ) {
    self.workload = workload
    self.model = model
    self.configuration = configuration
    self.tracePath = tracePath
    self.round = round
  }

  /// The arguments that `init(parsing:)` reads back, without the sub-command's name.
  package var arguments: [String] {
    var words = [
      "--workload", workload.rawValue, "--model", model.rawValue,
      "--size", "\(configuration.size)", "--tasks", "\(configuration.tasks)",
      "--workers", "\(configuration.workers)", "--seed", "\(configuration.seed)",
      "--delay", "\(configuration.delayMilliseconds)",
      "--server-port", "\(configuration.serverPort)", "--round", "\(round)",
    ]
    if let fault = configuration.fault { words += ["--fault", fault.text] }
    if let tracePath { words += ["--trace", tracePath] }
    return words
  }
}
