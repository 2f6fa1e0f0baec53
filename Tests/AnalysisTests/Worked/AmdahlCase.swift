import Testing
import TraceModel

@testable import Analysis

/// 1000 us of the program's own serial code, then four tasks of 750 on four cores.
enum AmdahlCase {
  static func sequential() -> TraceBuilder {
    var trace = TraceBuilder()
    let main = trace.lane([.coordinator, .worker])
    trace.run(.sequential, on: main, 0, 4000, cores: 4, slots: 1)
    trace.scheduling(.run, of: main, 0, 4000)
    for index in 0..<4 {
      let start = 1000 + Int64(index) * 750
      trace.task("t\(index)", on: main, start, start + 750, key: "t")
    }
    return trace
  }

  /// Against the sequential run.
  static func parallel() throws -> RunAnalysis {
    var trace = TraceBuilder()
    let main = trace.lane(.coordinator)
    trace.run(.threads, on: main, 0, 1750, cores: 4, slots: 4)
    trace.scheduling(.run, of: main, 0, 1000)
    for index in 0..<4 {
      let worker = trace.lane(.worker)
      trace.flow(.submit, "t\(index)", from: main, 1000, to: worker, 1000)
      trace.task("t\(index)", on: worker, 1000, 1750, key: "t")
    }
    return try only(trace, baseline: only(sequential()))
  }
}
