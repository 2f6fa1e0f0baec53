package import Analysis
package import TraceModel

/// How much of a run more slots would not shorten, after Amdahl and Gustafson (METHOD 7).
package struct SerialFraction: Hashable, Sendable {
  /// P.
  package var slots: Int
  /// Coordinator, start-up and shut-down on the critical path.
  package var serial: Nanoseconds
  /// f: by the sequential time.
  package var amdahl: Double
  /// f': by the run's own time.
  package var gustafson: Double

  /// Nil without a critical path, a sequential time, or two slots.
  package init?(_ run: RunAnalysis) {
    guard let path = run.criticalPath, let sequential = run.sequentialTime, run.slots > 1,
      sequential.count > 0, run.makespan.count > 0
    else { return nil }
    slots = run.slots
    serial = path[.coord] + path[.startup] + path[.teardown]
    amdahl = Double(serial.count) / Double(sequential.count)
    gustafson = Double(serial.count) / Double(run.makespan.count)
  }

  /// S = 1/(f + (1 − f)/P): the same tasks on that many slots.
  package func speedup(slots: Int) -> Double {
    1 / (amdahl + (1 - amdahl) / Double(max(slots, 1)))
  }

  /// 1/f: what no number of slots exceeds; nil without any serial time.
  package var limit: Double? { amdahl > 0 ? 1 / amdahl : nil }

  /// S = P − f'(P − 1): more tasks, as many as the slots can take in the same time.
  package var scaledSpeedup: Double { Double(slots) - gustafson * Double(slots - 1) }
}
