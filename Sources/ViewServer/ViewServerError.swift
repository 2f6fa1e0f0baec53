/// Why traces cannot be shown; the description is one sentence for the user.
package struct ViewServerError: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Code: Hashable, Sendable {
    case noTraces
    /// The trace is missing, unreadable or no file.
    case unreadableTrace
    case badPerfettoURL
    /// The port is taken, or loopback cannot be used.
    case cannotListen
    case alreadyStarted
    /// The page that the program carries is not what it fills in.
    case badPage
    /// More bytes of traces than one page holds.
    case tooLarge
  }

  package let code: Code
  package let description: String

  init(_ code: Code, _ description: String) {
    self.code = code
    self.description = description
  }

  static let noTraces = ViewServerError(
    .noTraces, "There is no trace to view: name at least one file.")
}
