import Glibc

/// Why a command could not be recorded: one sentence, and the exit status that says it.
///
/// The statuses are those of env(1) and timeout(1): 125 for what failed here, 126
/// for a program that cannot be executed, 127 for one that is not found.
package struct RecorderFailure: Error, Hashable, Sendable, CustomStringConvertible {
  package var description: String
  package var status: Int32

  package init(_ sentence: String, status: Int32 = 125) {
    description = sentence
    self.status = status
  }

  init(notFound command: String) {
    self.init("\(command): there is no such program; give its path, or look at PATH", status: 127)
  }

  init(cannotExecute file: String, _ number: Int32) {
    self.init("\(file): it cannot be executed (\(reason(number)))", status: 126)
  }
}

/// The system's words for an error number.
func reason(_ number: Int32) -> String { unsafe String(cString: strerror(number)) }
