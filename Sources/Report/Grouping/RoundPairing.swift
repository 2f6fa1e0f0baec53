import Analysis

/// Whether the runs of several traces belong to common rounds (METHOD 11.2, 11.3).
///
/// Only what the traces say counts: pairing by the order on a command line
/// would cancel a drift that nobody measured.
struct RoundPairing: Hashable, Sendable {
  /// Why the runs are not paired, as a clause; nil when they are.
  var obstacle: String?

  var isPaired: Bool { obstacle == nil }
}

extension RunGroups {
  /// Decides for all groups together, so that every row of a table means the same.
  var pairing: RoundPairing {
    let groups = groups.map { counted($0).map { runs[$0] } }
    let rounds = groups.map { $0.map(\.analysis.round) }
    if rounds.joined().contains(0) {
      return RoundPairing(obstacle: "not every trace says which round it was recorded in")
    }
    if rounds.contains(where: { Set($0).count < $0.count }) {
      return RoundPairing(obstacle: "two traces of one model say the same round")
    }
    if !areInOrder(groups.flatMap { $0 }) {
      return RoundPairing(obstacle: "the rounds of different traces overlap in time")
    }
    let baseline = Set(rounds.first ?? [])
    for other in rounds.dropFirst() {
      let common = baseline.intersection(other).count
      if common == 0 || common * 2 < min(baseline.count, other.count) {
        return RoundPairing(obstacle: "the traces have few rounds in common")
      }
    }
    return RoundPairing()
  }

  /// Whether each round was over before the next began, as far as the traces tell their time.
  private func areInOrder(_ runs: [TracedRun]) -> Bool {
    let dated = runs.filter { $0.epoch > 0 }.sorted {
      ($0.analysis.round, $0.epoch) < ($1.analysis.round, $1.epoch)
    }
    return zip(dated, dated.dropFirst()).allSatisfy { $0.epoch <= $1.epoch }
  }

  /// A group's runs in the order of their rounds, else of their time, else as given; the warm-up
  /// round not counted.
  func counted(_ group: Group) -> [Int] {
    let rounds = group.runs.map { runs[$0].analysis.round }
    let hasRounds = rounds.contains { $0 > 0 }
    let counted = group.runs.filter { !hasRounds || runs[$0].analysis.round > 0 }
    let epochs = counted.map { runs[$0].epoch }
    let areDated = epochs.allSatisfy { $0 > 0 } && Set(epochs).count == epochs.count
    return counted.sorted { left, right in
      let (one, other) = (runs[left], runs[right])
      if one.analysis.round != other.analysis.round {
        return one.analysis.round < other.analysis.round
      }
      return areDated && one.epoch != other.epoch ? one.epoch < other.epoch : left < right
    }
  }

  /// The counted runs whose end was recorded; all where none was.
  func whole(_ group: Group) -> [Int] {
    let counted = counted(group)
    let whole = counted.filter { !runs[$0].analysis.trust.isCut }
    return whole.isEmpty ? counted : whole
  }

  /// The warm-up run of a group: round 0 where other rounds are numbered.
  func warmUp(_ group: Group) -> Int? {
    let counted = counted(group)
    return group.runs.first { !counted.contains($0) }
  }
}
