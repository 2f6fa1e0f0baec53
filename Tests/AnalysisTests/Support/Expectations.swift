import Testing
import TraceModel

@testable import Analysis

/// The only run of a trace.
func only(
  _ trace: TraceBuilder, baseline: RunAnalysis? = nil,
  sourceLocation: SourceLocation = #_sourceLocation
) throws -> RunAnalysis {
  let runs = try analyse(trace.trace, baseline: baseline)
  #expect(runs.count == 1, sourceLocation: sourceLocation)
  let run = try #require(runs.first, sourceLocation: sourceLocation)
  #expect(run.failedAssertions == [], sourceLocation: sourceLocation)
  return run
}

/// A ledger in microseconds by JSON word; buckets without time are left out.
func microseconds(_ ledger: Ledger) -> [String: Double] {
  Dictionary(
    uniqueKeysWithValues: ledger.nonZero.map { ($0.bucket.word, Double($0.time.count) / 1000) })
}

func microseconds(_ time: Nanoseconds) -> Double { Double(time.count) / 1000 }

/// A figure as METHOD prints it, to two decimals.
func twoDecimals(_ value: Double?) -> Double? { value.map { ($0 * 100).rounded() / 100 } }
