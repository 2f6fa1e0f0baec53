package import TraceModel

/// Which model to use, and the figures that say so (METHOD 10).
///
/// The choice is made by measured and predicted speedups alone: of all that
/// cannot be told from the best, the simplest. The table of METHOD 10 only
/// gives the reason.
package struct Recommendation: Hashable, Sendable {
  /// Why the choice is what it is.
  package enum Reason: Hashable, Sendable {
    /// Handing a task over costs more than running it beside others saves: it is shorter than
    /// the break-even of every executor seen.
    case tooFine(breakEven: Nanoseconds)
    /// Nothing is faster than one task after the other.
    case nothingFaster
    /// Almost only waiting, which overlaps.
    case waitingOverlaps
    /// Almost only computing, on several cores.
    case computing
    /// Almost only computing, which the interpreter lock keeps to one core within a process.
    case computingBesideLock
    /// Both.
    case mixed
  }

  /// Nil when no candidate has a speedup; without one of its own it is what to try first.
  package var choice: Candidate?
  package var reason: Reason?
  /// As fast as the choice as far as can be told, and no simpler.
  package var ties: [Candidate] = []
  /// What might be faster, if its executor cost next to nothing.
  package var open: [Candidate] = []
  package var profile: TaskProfile

  /// - Parameters:
  ///   - candidates: Every model of which something is known, the sequential one among them.
  ///   - profile: What the tasks are.
  ///   - machine: Tells whether a lock keeps threads apart.
  ///   - breakEven: The smallest x_min of the executors seen; nil when none was.
  ///   - margin: Smaller differences do not matter.
  package init(
    among candidates: [Candidate], profile: TaskProfile, machine: MachineInputs,
    breakEven: Nanoseconds? = nil, margin: Double = 0.05
  ) {
    self.profile = profile
    let known = candidates.filter { $0.speedup != nil && $0.isKnown }
    guard let best = known.max(by: { Self.speed($0) < Self.speed($1) }) else { return }
    let equals = known.filter { Self.isTie($0, with: best, margin) }
    let effort = equals.map(\.effort).min() ?? 0
    let simplest = equals.filter { $0.effort == effort }
    let fastest = simplest.map(Self.speed).max() ?? 0
    let choice = simplest.filter { Self.speed($0) * (1 + margin) >= fastest }
      .min { ($0.preference, Self.speed($1)) < ($1.preference, Self.speed($0)) }
    guard let choice else { return }
    open = candidates.filter {
      $0.speedup == nil && ($0.atMost ?? 0) > Self.speed(choice) * (1 + margin)
    }
    if choice.model == .sequential, let trial = trial(margin) {
      self.choice = trial
      open = []
    } else {
      self.choice = choice
      ties = simplest.filter {
        $0 != choice && Self.speed($0) * (1 + margin) >= Self.speed(choice)
      }
      .sorted { $0.preference < $1.preference }
    }
    reason = (self.choice).map { reason($0, machine, breakEven) }
  }

  /// Of what has only a bound, the simplest that might be as fast as any.
  private func trial(_ margin: Double) -> Candidate? {
    let best = open.compactMap(\.atMost).max() ?? 0
    return open.filter { ($0.atMost ?? 0) * (1 + margin) >= best }
      .min { ($0.effort, $0.preference) < ($1.effort, $1.preference) }
  }

  private static func speed(_ candidate: Candidate) -> Double { candidate.speedup ?? 0 }

  /// Whether a model cannot be told from the best: intervals that overlap, or points within
  /// the margin.
  private static func isTie(_ candidate: Candidate, with best: Candidate, _ margin: Double) -> Bool
  {
    if speed(candidate) * (1 + margin) >= speed(best) { return true }
    guard let low = best.low else { return false }
    return (candidate.high ?? speed(candidate)) >= low
  }

  private func reason(
    _ choice: Candidate, _ machine: MachineInputs, _ breakEven: Nanoseconds?
  ) -> Reason {
    if choice.model == .sequential {
      if let breakEven, breakEven >= profile.meanService { return .tooFine(breakEven: breakEven) }
      return .nothingFaster
    }
    guard let share = profile.cpuShare else { return .mixed }
    if share < 0.1 { return .waitingOverlaps }
    guard share > 0.9 else { return .mixed }
    return machine.hasGIL == true && choice.model == .processes ? .computingBesideLock : .computing
  }
}
