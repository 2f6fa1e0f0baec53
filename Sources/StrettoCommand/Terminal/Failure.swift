import ArgumentParser

/// The exit statuses of the tool, as README documents them.
enum ExitStatus {
  static let done: Int32 = 0
  /// A threshold that the user asked for was not met.
  static let thresholdNotMet: Int32 = 1
  /// Bad usage, or an input that cannot be read.
  static let badInput: Int32 = 2
  /// Recording or running is not possible here.
  static let notPossible: Int32 = 3
  /// Ended by Ctrl-C, after reporting what was finished: 128 + SIGINT.
  static let interrupted: Int32 = 130
}

/// An error that ends the command: one sentence for the user, and the status.
struct Failure: Error, CustomStringConvertible {
  var description: String
  var status: Int32

  init(_ sentence: String, status: Int32 = ExitStatus.badInput) {
    self.description = sentence
    self.status = status
  }
}
