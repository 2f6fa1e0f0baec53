/// The agents on disk, and the environment that makes Pythons load them.
package enum AgentEnvironment {
  /// Unpacks the agents into `folder`, which must be the recorder's own (mode 0700), and makes
  /// `folder/ring`, where each process writes its file.
  ///
  /// - Returns: The variables to set in the environment of the command.
  /// - Throws: `AgentError` when a file cannot be written.
  package static func unpack(into folder: String) throws(AgentError) -> [String: String] {
    _ = folder
    return [:]
  }
}

extension AgentRecords {
  /// Reads what the agents wrote below `folder`, the one given to `unpack(into:)`.
  ///
  /// Any byte may be wrong: what cannot be read is counted and noted.
  package static func read(from folder: String) -> AgentRecords {
    _ = folder
    return AgentRecords()
  }
}
