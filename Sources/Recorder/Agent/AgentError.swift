internal import Glibc

/// Why the agents could not be put in place.
package struct AgentError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What was tried, such as "make the folder /tmp/x".
  package var action: String

  /// The system's error number.
  package var code: Int32

  package var description: String {
    let reason = unsafe strerror(code).map { unsafe String(cString: $0) } ?? "error \(code)"
    return "cannot \(action): \(reason)"
  }
}
