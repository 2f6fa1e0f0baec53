@preconcurrency import Glibc
import TraceFile
import Workloads

extension ArmRequest {
  /// Runs the arm in this process and prints its result: the body of `ArmEntry`'s arm.
  ///
  /// - Returns: the exit status: 0 when the workload succeeded, 1 when it failed.
  @available(*, noasync)
  package func perform() -> Int32 {
    ToolWatch.endWithTool()
    let result: ArmResult
    do {
      result = .done(try workload.run(model, configuration, tracingTo: tracePath, round: round))
    } catch {
      result = .failed("\(error)")
    }
    guard Self.write(result.line) else { return 1 }
    if case .failed = result { return 1 }
    return 0
  }

  private static func write(_ line: [UInt8]) -> Bool {
    var rest = line[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
      if count < 0, errno != EINTR { return false }
      rest = rest.dropFirst(max(count, 0))
    }
    return true
  }
}
