package import TraceModel

/// What one task asks for, in order: what a replay under another executor starts from (METHOD 9).
package struct TaskDemand: Hashable, Sendable {
  /// A stretch of one kind.
  package struct Phase: Hashable, Sendable {
    package enum Kind: UInt8, Hashable, Sendable {
      /// Needs a core.
      case cpu
      /// Waits for I/O or a timer.
      case io
      /// Waited for a lock, as long as it did in the run observed.
      case lock
      /// Off the CPU for no known reason, as long as it was in the run observed.
      case other
    }

    package var kind: Kind
    package var time: Nanoseconds
    /// Whether an event loop can do nothing else meanwhile: I/O inside a step.
    package var holdsLoop: Bool
    /// Whether it lies in a span of the name asked for: see `analyse(_:baseline:marking:)`.
    package var isMarked: Bool

    package init(
      _ kind: Kind, _ time: Nanoseconds, holdsLoop: Bool = false, isMarked: Bool = false
    ) {
      self.kind = kind
      self.time = time
      self.holdsLoop = holdsLoop
      self.isMarked = isMarked
    }
  }

  /// What matches it with the same task of another run.
  package var key: String
  /// The coordinator's own serial time between handing out the task before and this one.
  package var serialBefore: Nanoseconds
  /// Not empty phases; neighbours differ.
  package var phases: [Phase]

  package init(key: String = "", serialBefore: Nanoseconds = .zero, phases: [Phase]) {
    self.key = key
    self.serialBefore = serialBefore
    self.phases = phases
  }

  /// The time of all phases of a kind.
  package func time(_ kind: Phase.Kind) -> Nanoseconds {
    phases.reduce(.zero) { $1.kind == kind ? $0 + $1.time : $0 }
  }

  /// x: what the task takes alone on a free machine.
  package var service: Nanoseconds { phases.reduce(.zero) { $0 + $1.time } }

  /// Appends a phase, or lengthens the last one where nothing sets them apart.
  package mutating func append(_ phase: Phase) {
    guard phase.time.count > 0 else { return }
    if let last = phases.last, last.kind == phase.kind, last.holdsLoop == phase.holdsLoop,
      last.isMarked == phase.isMarked
    {
      phases[phases.count - 1].time = last.time + phase.time
    } else {
      phases.append(phase)
    }
  }
}
