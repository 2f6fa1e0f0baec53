/// Why the agents could not be put in place.
package struct AgentError: Error, Sendable, CustomStringConvertible {
  /// What was tried, such as "make the folder /tmp/x".
  package var action: String

  /// The system's error number.
  package var code: Int32

  package var description: String { "cannot \(action): error \(code)" }
}
