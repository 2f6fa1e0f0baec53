/// One thing that a machine allows a recorder or does not, as it was found by trying.
package struct MachineCheck: Hashable, Sendable {
  package enum Outcome: String, Sendable {
    case yes, partly, no
  }

  /// A stable word for programs that read the result.
  package var id: String
  package var title: String
  package var outcome: Outcome
  /// What was tried, and what came of it.
  package var found: String
  /// What a trace lacks where this is not allowed; nil where it is.
  package var cost: String?
  /// Commands, or options of a container, that allow it.
  package var remedies: [String]

  package init(
    _ id: String, _ title: String, _ outcome: Outcome, found: String, cost: String? = nil,
    remedies: [String] = []
  ) {
    self.id = id
    self.title = title
    self.outcome = outcome
    self.found = found
    self.cost = cost
    self.remedies = remedies
  }
}

/// Everything that was tried.
package struct Examination: Sendable {
  /// The kernel's part, in the order of the tiers of a trace.
  package var checks: [MachineCheck]
  /// One for each Python found.
  package var pythons: [PythonCheck]

  package subscript(id: String) -> MachineCheck? { checks.first { $0.id == id } }
}

/// A Python of this machine, and what the agents do in it.
package struct PythonCheck: Hashable, Sendable {
  /// The interpreter itself, past any script that stands for it on `PATH`.
  package var path: String
  package var version: String
  /// Whether it told of its tasks.
  package var tellsTasks: Bool
  /// Whether it told of its interpreter lock.
  package var tellsLock: Bool
  /// What it said instead; nil where it did both.
  package var problem: String?
}
