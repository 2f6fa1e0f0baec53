package import Analysis
package import TraceModel

/// What changed between two traces of one workload: what `report --diff A B` prints.
package struct DiffReport: Hashable, Sendable {
  /// One for each pair of runs; a trace may hold several.
  package var diffs: [RunDiff]
  /// Whole sentences: which runs have no partner.
  package var notes: [String]

  package init(diffs: [RunDiff], notes: [String] = []) {
    self.diffs = diffs
    self.notes = notes
  }

  /// A trace with its analysis, as `analyse` returns it.
  package typealias Side = (trace: Trace, runs: [RunAnalysis])

  /// Pairs the runs of two traces: one with one whatever they are, several by model.
  ///
  /// Of several runs of one model the first of each trace are paired, then the second.
  ///
  /// - Parameters:
  ///   - before: The earlier trace.
  ///   - after: The later one.
  /// - Throws: `AnalysisError` where a trace holds too many runs.
  package init(before: Side, after: Side) throws(AnalysisError) {
    let windows = (try runWindows(of: before.trace), try runWindows(of: after.trace))
    var free = Array(after.runs.indices)
    var pairs: [(Int, Int)] = []
    var unpaired: [String] = []
    let isSingle = before.runs.count == 1 && after.runs.count == 1
    for (index, run) in before.runs.enumerated() {
      let partner = free.firstIndex { isSingle || after.runs[$0].model == run.model }
      if let partner {
        pairs.append((index, free.remove(at: partner)))
      } else {
        unpaired.append("\(sanitised(run.model.rawValue)) of the first trace")
      }
    }
    unpaired += free.map { "\(sanitised(after.runs[$0].model.rawValue)) of the second trace" }
    notes =
      unpaired.isEmpty
      ? [] : ["without a partner, and left out: \(unpaired.prefix(20).joined(separator: ", "))."]
    diffs = pairs.map { first, second in
      RunDiff(
        before: before.runs[first], after: after.runs[second],
        spans: (
          SelfTimes(before.trace, in: windows.0[first]),
          SelfTimes(after.trace, in: windows.1[second])
        ))
    }
  }
}
