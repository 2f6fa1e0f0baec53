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
  /// The parts as one clause; nil without any.
  var partsNote: String? {
    guard !parts.isEmpty else { return nil }
    let phases = parts.filter(\.isPhase).map(\.words)
    let kinds = parts.filter { !$0.isPhase }.map(\.words)
    return [
      phases.isEmpty ? nil : "phases: \(phases.joined(separator: ", "))",
      kinds.isEmpty ? nil : "time with at least one open: \(kinds.joined(separator: ", "))",
    ].compactMap { $0 }.joined(separator: "; ")
  }

  /// The two parts in which two runs of one producer differ most, as a clause;
  /// nil where the producer names no parts or the runs are of different ones.
  ///
  /// Phases make up the run, so that among them the largest changes explain the
  /// makespans' difference; other parts overlap and only hint.
  package func partsDifference(from baseline: AdaptedTrace) -> String? {
    guard producer.name == baseline.producer.name else { return nil }
    let changes = parts.compactMap { part in
      baseline.parts.first { $0.name == part.name }.map { PartChange(before: $0, after: part) }
    }
    let phases = changes.filter(\.after.isPhase)
    let most = (phases.isEmpty ? changes : phases).filter { $0.amount > 0 }
      .sorted { $0.amount > $1.amount }.prefix(2).map(\.words)
    guard let first = most.first else { return nil }
    var clauses = [
      most.count == 1
        ? "the only change is in \(first)"
        : "the largest changes are in \(most.joined(separator: ", and in "))"
    ]
    let unequal = changes.first {
      $0.after.name == KinetoRules.stepsName && $0.before.count != $0.after.count
    }
    if let unequal {
      clauses.append(
        "the runs have \(unequal.before.count) and \(unequal.after.count) steps, so their"
          + " makespans are not of the same work")
    }
    return clauses.joined(separator: "; ")
  }
}

/// One part in two runs.
private struct PartChange {
  var before: TracePart
  var after: TracePart

  var amount: UInt64 { (after.time - before.time).count.magnitude }

  var words: String {
    "\(after.name) (\(before.time.inSeconds) before, \(after.time.inSeconds) after)"
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
