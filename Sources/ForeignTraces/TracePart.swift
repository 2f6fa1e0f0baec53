package import TraceModel

/// A stretch of the run that its producer names, or time of one kind within it.
package struct TracePart: Hashable, Sendable {
  /// In words of ours or of the producer's documentation, never a text of the file.
  package var name: String
  /// Time in which at least one such span was open: a union, no sum.
  package var time: Nanoseconds
  /// How many spans that were.
  package var count: Int
  /// Whether it is one of the stretches that follow each other and make up the run.
  package var isPhase: Bool

  package init(name: String, time: Nanoseconds, count: Int, isPhase: Bool = false) {
    self.name = name
    self.time = time
    self.count = count
    self.isPhase = isPhase
  }
}

extension AdaptedTrace {
  /// The parts as one clause, nil without any: "of the run, loading took 1.811 s, …".
  var partsNote: String? {
    guard !parts.isEmpty else { return nil }
    let phases = parts.filter(\.isPhase).map(\.words)
    let kinds = parts.filter { !$0.isPhase }.map(\.words)
    return [
      phases.isEmpty ? nil : "phases: \(phases.joined(separator: ", "))",
      kinds.isEmpty ? nil : "time with at least one open: \(kinds.joined(separator: ", "))",
    ].compactMap { $0 }.joined(separator: "; ")
  }

  /// Where two runs of one producer differ most, by their parts, as a clause;
  /// nil where the producer names no parts or the runs are of different ones.
  ///
  /// Phases make up the run, so that among them the largest change explains the
  /// makespans' difference; other parts overlap and only hint.
  package func partsDifference(from baseline: AdaptedTrace) -> String? {
    guard producer.name == baseline.producer.name else { return nil }
    let changes = parts.compactMap { part in
      baseline.parts.first { $0.name == part.name }.map { (before: $0, after: part) }
    }
    let phases = changes.filter(\.after.isPhase)
    guard let most = (phases.isEmpty ? changes : phases).max(by: { change($0) < change($1) }),
      change(most) > 0
    else { return nil }
    var clauses = [
      "the largest change is in \(most.after.name): \(most.before.time.inSeconds) before,"
        + " \(most.after.time.inSeconds) after"
    ]
    let unequal = changes.first {
      $0.after.name == "profiled steps" && $0.before.count != $0.after.count
    }
    if let unequal {
      clauses.append(
        "the runs have \(unequal.before.count) and \(unequal.after.count) steps, so their"
          + " makespans are not of the same work")
    }
    return clauses.joined(separator: "; ")
  }

  private func change(_ change: (before: TracePart, after: TracePart)) -> UInt64 {
    (change.after.time - change.before.time).count.magnitude
  }
}

extension TracePart {
  fileprivate var words: String {
    isPhase || count == 1 ? "\(name) \(time.inSeconds)" : "\(name) \(time.inSeconds) in \(count)"
  }
}

extension Nanoseconds {
  /// To the millisecond, rounded down, in seconds: "12.656 s".
  fileprivate var inSeconds: String {
    let milliseconds = count / 1_000_000
    let rest = (milliseconds % 1000).magnitude
    let sign = milliseconds < 0 ? "-" : ""
    let fraction = rest < 10 ? "00\(rest)" : rest < 100 ? "0\(rest)" : "\(rest)"
    return "\(sign)\((milliseconds / 1000).magnitude).\(fraction) s"
  }
}
