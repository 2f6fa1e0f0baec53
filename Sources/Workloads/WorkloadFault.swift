@preconcurrency import Glibc

/// A task that fails on purpose, so that the failure paths can be shown for real.
package struct WorkloadFault: Hashable, Sendable {
  package enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
    /// The task throws `InjectedError`.
    case throwing
    /// The process that runs the task dies by SIGKILL.
    case crashing
    /// The task never ends.
    case hanging
  }

  package var kind: Kind
  /// Which task fails, from 0.
  package var task: Int

  package init(_ kind: Kind, task: Int) {
    self.kind = kind
    self.task = task
  }

  /// Reads "throwing:2"; nil when the text is nothing of the kind.
  package init?(parsing text: some StringProtocol) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let kind = Kind(rawValue: String(parts[0])), let task = Int(parts[1])
    else { return nil }
    self.init(kind, task: task)
  }

  package var text: String { "\(kind.rawValue):\(task)" }
}

/// What a task throws that was told to.
package struct InjectedError: Error, Hashable, CustomStringConvertible {
  package var task: Int
  package init(task: Int) { self.task = task }
  package var description: String { "task \(task) failed because it was told to" }
}

extension WorkloadFault.Kind {
  /// Fails as told; returns never or by throwing.
  func strike(task: Int) throws {
    switch self {
    case .throwing: throw InjectedError(task: task)
    case .crashing: kill(getpid(), SIGKILL)
    case .hanging: while true { pause() }
    }
  }
}
