package import TraceModel

/// A trace in our terms, and what a reader of its figures must know.
package struct AdaptedTrace: Sendable {
  package var trace: Trace
  package var producer: RecognisedProducer
  /// What was assumed and what the file cannot tell, as clauses without a full
  /// stop; the report adds them to the run's trust notes.
  package var notes: [String] = []
  /// By which stretches the producer divides the run, and time of certain kinds within it.
  ///
  /// Empty where it names none; `partsDifference` compares two traces by them.
  package var parts: [TracePart] = []
  /// Whether the file says how many cores there were.
  ///
  /// Where it does not the analysis takes the most lanes seen in use for them,
  /// and progress parallelism is an upper bound like any `coreEstimated` one.
  package var coresAreKnown = true
  /// Spans and async operations that became tasks; nil where the analysis chooses them.
  package var tasks: Int?

  package init(trace: Trace, producer: RecognisedProducer) {
    self.trace = trace
    self.producer = producer
  }
}

/// Who wrote a trace, and by what that was told.
package struct RecognisedProducer: Hashable, Sendable {
  /// As its users call it: "Bazel"; "stretto" for ours, "unknown" for none known.
  package var name: String
  /// The facts of the file that told it, as a clause.
  package var evidence: String

  package init(name: String, evidence: String) {
    self.name = name
    self.evidence = evidence
  }

  /// Whether the file is in our own terms.
  package var isStretto: Bool { name == "stretto" }

  static func stretto(_ evidence: String) -> RecognisedProducer {
    RecognisedProducer(name: "stretto", evidence: evidence)
  }
}
