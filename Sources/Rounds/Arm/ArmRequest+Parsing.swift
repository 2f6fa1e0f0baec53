import TraceModel
import Workloads

extension ArmRequest {
  /// Reads the arguments that `arguments` makes: pairs of an option and its value.
  package init(parsing arguments: [String]) throws(RoundsError) {
    var values: [String: String] = [:]
    var rest = arguments[...]
    while let option = rest.popFirst() {
      guard option.hasPrefix("--"), let value = rest.popFirst() else {
        throw RoundsError("run-arm: \(option) is no option with a value")
      }
      values[option] = value
    }
    self.init(
      workload: try Self.take("--workload", from: &values) { Workload(rawValue: $0) },
      model: try Self.take("--model", from: &values) { ExecutionModel(rawValue: $0) },
      configuration: try Self.configuration(from: &values),
      tracePath: values.removeValue(forKey: "--trace"),
      round: try Self.take("--round", from: &values) { Int($0) })
    if let unknown = values.keys.min() {
      throw RoundsError("run-arm: \(unknown) is unknown")
    }
  }

  private static func configuration(
    from values: inout [String: String]
  ) throws(RoundsError) -> WorkloadConfiguration {
    var configuration = WorkloadConfiguration(
      size: try take("--size", from: &values) { Int($0) },
      tasks: try take("--tasks", from: &values) { Int($0) },
      workers: try take("--workers", from: &values) { Int($0) },
      seed: try take("--seed", from: &values) { UInt64($0) },
      delayMilliseconds: try take("--delay", from: &values) { Int($0) },
      serverPort: try take("--server-port", from: &values) { UInt16($0) })
    if values["--fault"] != nil {
      configuration.fault = try take("--fault", from: &values) { WorkloadFault(parsing: $0) }
    }
    return configuration
  }

  private static func take<Value>(
    _ option: String, from values: inout [String: String], as parse: (String) -> Value?
  ) throws(RoundsError) -> Value {
    guard let text = values.removeValue(forKey: option) else {
      throw RoundsError("run-arm: \(option) is missing")
    }
    guard let value = parse(text) else {
      throw RoundsError("run-arm: \(option) can't be \(text.debugDescription)")
    }
    return value
  }
}
