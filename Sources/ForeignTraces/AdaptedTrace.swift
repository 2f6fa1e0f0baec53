package import TraceModel

/// A trace in our terms, and what a reader of its figures must know.
package struct AdaptedTrace: Sendable {
  package var trace: Trace
  package var producer: RecognisedProducer
  /// What was assumed and what the file cannot tell, as clauses without a full
  /// stop; the report adds them to the run's trust notes.
  package var notes: [String] = []
  /// By which stretches the producer divides the run, in the order of time.
  ///
  /// Empty where it does not; two traces of one producer are compared part by part.
  package var parts: [TracePart] = []
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

/// A stretch of the run that its producer names, or time of one kind within it.
package struct TracePart: Hashable, Sendable {
  /// In the producer's words; may stem from the file, so print it sanitised.
  package var name: String
  /// Time in which at least one such span was open (a union, no sum).
  package var time: Nanoseconds
  /// How many spans that were.
  package var count: Int

  package init(name: String, time: Nanoseconds, count: Int) {
    self.name = name
    self.time = time
    self.count = count
  }
}
