import Glibc

/// What went wrong with a trace file or with JSON text: one sentence a person can act on.
///
/// The sentence says what failed, where (a file, a byte), why, and what to do
/// next. It never holds more of the machine than the path the caller gave.
package struct TraceFileError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Which kind of failure, for programs; the sentence is for people.
  ///
  /// Extensible: a new kind is a new static constant, so that no `switch` breaks.
  package struct Code: RawRepresentable, Hashable, Sendable {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }

    /// A file of that name exists and overwriting was not allowed.
    package static let exists = Code(rawValue: "exists")
    /// The name does not say what the file holds.
    package static let badName = Code(rawValue: "bad-name")
    /// The file could not be opened or created.
    package static let cannotOpen = Code(rawValue: "cannot-open")
    /// `read(2)` failed.
    package static let cannotRead = Code(rawValue: "cannot-read")
    /// `write(2)` or `close(2)` failed.
    package static let cannotWrite = Code(rawValue: "cannot-write")
    /// The device is full, or the quota is used up.
    package static let noSpace = Code(rawValue: "no-space")
    /// zlib refused to compress or to inflate.
    package static let compression = Code(rawValue: "compression")
    /// The bytes are not what the format asks for.
    package static let malformed = Code(rawValue: "malformed")
    /// The text ends before the value does.
    package static let truncated = Code(rawValue: "truncated")
    /// There is more in it than a reader takes.
    package static let tooLarge = Code(rawValue: "too-large")
    /// Arrays and objects nest deeper than allowed.
    package static let tooDeep = Code(rawValue: "too-deep")
  }

  package var code: Code
  /// What it concerns: the path as the caller gave it, or a noun such as "JSON text".
  package var subject: String
  /// Why, as a clause without a full stop.
  package var reason: String
  /// What to do next, as a clause without a full stop; empty when there is nothing to do.
  package var advice: String
  /// Where in the (inflated) text, when that is known.
  package var byteOffset: Int?
  /// The system call's error number, when one failed.
  package var errorNumber: Int32?

  package init(
    _ code: Code, _ subject: String, _ reason: String, advice: String = "",
    byteOffset: Int? = nil, errorNumber: Int32? = nil
  ) {
    self.code = code
    self.subject = subject
    self.reason = reason
    self.advice = advice
    self.byteOffset = byteOffset
    self.errorNumber = errorNumber
  }

  /// One sentence: subject, reason, place, the system's words, advice.
  package var description: String {
    var sentence = "\(subject): \(reason)"
    if let byteOffset { sentence += " at byte \(byteOffset)" }
    if let errorNumber { sentence += " (\(TraceFileError.words(errorNumber)))" }
    if !advice.isEmpty { sentence += "; \(advice)" }
    return sentence + "."
  }

  private static func words(_ errorNumber: Int32) -> String {
    guard let text = unsafe strerror(errorNumber) else { return "error \(errorNumber)" }
    return unsafe String(cString: text)
  }
}
