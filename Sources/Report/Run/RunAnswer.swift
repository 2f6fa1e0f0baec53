import Analysis
import TraceModel

/// Where the capacity of what binds went, in one or two sentences: the answer to "why is it slow?".
struct RunAnswer {
  let sentences: [String]

  init(_ run: RunAnalysis) {
    let binding = run.headlineResource
    guard let shares = CapacityShares(run, of: binding) else {
      sentences = []
      return
    }
    let wall = Quantity.duration(run.makespan)
    let capacity =
      switch binding {
      case .cores: "of \(run.coreCount) x \(wall)"
      case .slots: "of \(Quantity.count(run.slots, "slot")) x \(wall)"
      case .latency: "of the \(wall) along the critical path"
      }
    let estimated = run.coreEstimated && binding == .cores ? " (estimated)" : ""
    let useful = Quantity.percent(shares.useful, decimals: 0)
    let first =
      "\(Self.binding(binding, run))\(useful) \(capacity) went into "
      + "\(Self.uses(binding, shares))\(estimated)."
    sentences = [first] + [Self.losses(shares, of: binding, in: run)].compactMap { $0 }
  }

  /// What binds, as far as the trace tells.
  private static func binding(_ resource: Bounds.Resource, _ run: RunAnalysis) -> String {
    guard run.bounds != nil, run.coresAreKnown || resource == .latency else { return "" }
    return switch resource {
    case .cores: "Cores bind: "
    case .slots: run.model == .sequential ? "One task at a time: " : "Slots bind, not cores: "
    case .latency where run.isBoundByCoordinator: "The coordinator's own code binds: "
    case .latency: "The longest chain of tasks binds: "
    }
  }

  /// What the useful part was used for.
  private static func uses(_ resource: Bounds.Resource, _ shares: CapacityShares) -> String {
    switch (resource, shares.coordination) {
    case (.cores, _): "the tasks' work"
    case (_, 0.95...): "that code"
    case (_, 0.05...): "the tasks' work and I/O and the coordinator's own code"
    default: "the tasks' work and I/O"
    }
  }

  /// The losses of 2 % and more, three at most, each with what it means.
  private static func losses(
    _ shares: CapacityShares, of resource: Bounds.Resource, in run: RunAnalysis
  ) -> String? {
    let parts = shares.roundedParts.filter { !$0.part.isUseful && $0.units >= 2 }.prefix(3)
      .map { "\($0.part.label) \($0.units) % (\($0.part.meaning(in: [run], of: resource)))" }
    guard !parts.isEmpty else { return nil }
    return "Most of the rest: \(parts.joined(separator: ", "))."
  }
}

extension CapacityShares.Part {
  /// What the part is, for someone who reads it the first time.
  ///
  /// - Parameters:
  ///   - runs: Where it was lost: what `serial` was depends on what is known of them.
  ///   - resource: What the shares split.
  /// - Returns: A clause without a full stop.
  func meaning(in runs: [RunAnalysis], of resource: Bounds.Resource) -> String {
    switch self {
    case .loss(.serial) where resource == .cores && runs.allSatisfy { $0.model == .sequential }:
      "only one task at a time"
    case .loss(.serial) where runs.contains { !$0.tellsDependencies || $0.model == .sequential }:
      "no task was under way"
    case .work: "task bodies"
    case .usefulIO: "waiting for input, output or a timer"
    case .usefulCoordination: Bucket.coord.meaning
    case .inflation: "the same tasks cost more here than in the baseline"
    case .loss(.io): "idle while tasks waited for input, output or a timer"
    case .loss(let bucket): bucket.meaning
    }
  }
}
