/// Everything that the agents of one recording wrote, in no order between processes.
package struct AgentRecords: Sendable {
  package var processes: [AgentProcess]

  /// What could not be read, each a sentence for the user; empty when all is well.
  package var notes: [String]

  package init(processes: [AgentProcess] = [], notes: [String] = []) {
    self.processes = processes
    self.notes = notes
  }
}
