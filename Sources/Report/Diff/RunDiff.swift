package import Analysis
package import TraceModel

/// What changed between two runs of one workload, each part adding up exactly.
package struct RunDiff: Hashable, Sendable {
  package var before: RunAnalysis
  package var after: RunAnalysis
  /// The binding resource of the faster run: the ledger to look at first (METHOD 4.6).
  package var resource: Bounds.Resource
  /// The ledgers by bucket; each adds up to its capacity.
  package var slots: DiffTable
  package var cores: DiffTable
  /// The makespan ledger, which adds up to the makespans; nil without a path in both.
  package var path: DiffTable?
  /// The tasks' work and io by key; adds up to those buckets of the slot ledger.
  package var tasks: DiffTable
  /// Self time by span name; adds up, with the time outside every span, to lanes x makespan.
  package var names: DiffTable
  /// The time inside spans by lane; adds up to the same.
  package var lanes: DiffTable
  /// Self time of async spans by name, each async task for itself; nil without any.
  package var asyncNames: DiffTable?
  /// In which part of the run, as its producer divides it, most changed; a clause, nil where the
  /// producer divides nothing.
  package var part: String?
  /// Whole sentences.
  package var notes: [String] = []

  /// How many times as fast the second run was; nil when either has no length or no end.
  package var speedup: Double? {
    guard before.makespan.count > 0, after.makespan.count > 0, !isCut else { return nil }
    return Double(before.makespan.count) / Double(after.makespan.count)
  }

  /// Whether the end of either run was not recorded.
  package var isCut: Bool { before.trust.isCut || after.trust.isCut }

  /// The difference of the makespans.
  package var difference: Nanoseconds { after.makespan - before.makespan }

  /// The ledger to look at first.
  package var headline: DiffTable {
    switch resource {
    case .cores: cores
    case .slots: slots
    case .latency: path ?? slots
    }
  }

  /// Sums that do not hold although they must.
  package var failures: [String] {
    [slots, cores, path, tasks, names, lanes, asyncNames].compactMap { $0?.failure }
  }
}
