package import Analysis
import TraceModel

/// Where the capacity of the binding resource went, as shares of it (METHOD 4.6).
///
/// Shares are kept unrounded: across rounds the shares are averaged (means add
/// up to the whole, medians do not) and rounded once, at print.
struct CapacityShares {
  /// One part of the whole.
  enum Part: Hashable {
    /// Work the baseline needed as well; all work where there is no baseline.
    case work
    /// Waiting for I/O that the baseline needed as well; progress on slots, not on cores.
    case usefulIO
    /// The program's own serial code, where it is on the way to the result.
    case usefulCoordination
    /// Work and I/O beyond the baseline's; negative when there was less.
    case inflation
    case loss(Bucket)

    var isUseful: Bool {
      switch self {
      case .work, .usefulIO, .usefulCoordination: true
      case .inflation, .loss: false
      }
    }

    var label: String {
      switch self {
      case .work: "work"
      case .usefulIO: "io"
      case .usefulCoordination: Bucket.coord.label
      case .inflation: "inflation"
      case .loss(let bucket): bucket.label
      }
    }
  }

  private(set) var shares: [Part: Double]

  /// The useful share: the efficiency of the table.
  var useful: Double { shares.reduce(0) { $1.key.isUseful ? $0 + $1.value : $0 } }

  /// How much of the useful share is the program's own serial code.
  var coordination: Double { useful > 0 ? (shares[.usefulCoordination] ?? 0) / useful : 0 }

  /// The shares of one run; nil when its ledger is empty or not known.
  init?(_ run: RunAnalysis, of resource: Bounds.Resource) {
    guard let ledger = run.ledger(of: resource), ledger.total.count > 0 else { return nil }
    var parts: [Part: Int64] = [:]
    for (bucket, time) in ledger.nonZero {
      parts[Part(bucket, of: resource), default: 0] += time.count
    }
    if resource != .latency, let inflation = run.inflation {
      parts.split(.work, useful: inflation.usefulCPU.count)
      if resource == .slots { parts.split(.usefulIO, useful: inflation.usefulIO.count) }
    }
    let whole = Double(ledger.total.count)
    shares = parts.filter { $0.value != 0 }.mapValues { Double($0) / whole }
  }

  /// The mean of the shares of a model's runs; nil when none of them has any.
  init?(_ runs: ModelRuns, of resource: Bounds.Resource) {
    let all = runs.runs.compactMap { CapacityShares($0, of: resource) }
    guard !all.isEmpty else { return nil }
    shares = [:]
    for run in all {
      for (part, share) in run.shares { shares[part, default: 0] += share / Double(all.count) }
    }
  }
}

extension CapacityShares.Part {
  fileprivate init(_ bucket: Bucket, of resource: Bounds.Resource) {
    self =
      switch (bucket, resource) {
      case (.work, _): .work
      case (.io, .slots), (.io, .latency): .usefulIO
      case (.coord, .latency): .usefulCoordination
      default: .loss(bucket)
      }
  }
}

extension [CapacityShares.Part: Int64] {
  /// Leaves the baseline's part and moves the rest to inflation; the sum stays exact.
  ///
  /// Nothing is moved where the run has no such part: then the baseline's work is not in it.
  fileprivate mutating func split(_ part: CapacityShares.Part, useful: Int64) {
    guard let time = self[part], time > 0 else { return }
    self[part] = useful
    self[.inflation, default: 0] += time - useful
  }
}

extension RunAnalysis {
  /// The useful share of the run's own binding resource (METHOD 4.6): its efficiency.
  ///
  /// Nil where the ledger is empty.
  package var usefulShare: Double? { CapacityShares(self, of: headlineResource)?.useful }

  /// What binds the run; without bounds the slots where tasks mostly wait for I/O, else the cores.
  ///
  /// Cores that were only inferred from the run itself are never split: the slots are.
  var headlineResource: Bounds.Resource {
    let resource = bounds?.binding ?? (slotLedger[.io] > slotLedger[.work] ? .slots : .cores)
    return resource == .cores && !coresAreKnown ? .slots : resource
  }

  /// Whether the critical path leads mostly through the program's own serial code.
  var isBoundByCoordinator: Bool {
    (CapacityShares(self, of: .latency)?.coordination ?? 0) > 0.5
  }

  /// The ledger that answers for a resource; nil when the run has none.
  func ledger(of resource: Bounds.Resource) -> Ledger? {
    switch resource {
    case .cores: coreLedger
    case .slots: slotLedger
    case .latency: criticalPath
    }
  }
}
