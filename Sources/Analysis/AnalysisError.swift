/// Why a trace cannot be analysed: one sentence a person can act on.
package struct AnalysisError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Which kind of refusal, for programs; the sentence is for people.
  ///
  /// Extensible: a new kind is a new static constant, so that no `switch` breaks.
  package struct Code: RawRepresentable, Hashable, Sendable {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }

    /// Makespan times capacity does not fit 64 bits of nanoseconds.
    package static let tooLarge = Code(rawValue: "too-large")
    /// So many runs that going through the trace for each would take hours.
    package static let tooManyRuns = Code(rawValue: "too-many-runs")
  }

  package var code: Code
  /// The trace's name.
  package var subject: String
  /// What is wrong and what to do next, as clauses without a full stop.
  package var reason: String

  package init(_ code: Code, _ subject: String, _ reason: String) {
    self.code = code
    self.subject = subject
    self.reason = reason
  }

  package var description: String { "\(subject): \(reason)." }
}
