/// Why traces cannot be served; the description is one sentence for the user.
package struct ViewServerError: Error, Hashable, Sendable, CustomStringConvertible {
  package enum Code: Hashable, Sendable {
    case noTraces
    /// The trace is missing, unreadable or no file.
    case unreadableTrace
    case badPerfettoURL
    /// The port is taken, or loopback cannot be used.
    case cannotListen
    case alreadyStarted
  }

  package let code: Code
  package let description: String

  init(_ code: Code, _ description: String) {
    self.code = code
    self.description = description
  }
}
