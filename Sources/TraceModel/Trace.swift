/// A trace in memory, as read from a file: every event resolved, nothing judged.
///
/// Times are relative to the file's own zero. Every index in an event is valid
/// for the table it points into, every interval has start ≤ end, and every time
/// lies within `Nanoseconds.admitted`; the reader guarantees that.
package struct Trace: Sendable {
  /// How the trace is called in reports: its file name, never a whole path.
  package var name = ""
  package var names = NameTable()
  package var lanes: [Lane] = []
  /// Process names by pid.
  package var processNames: [Int64: String] = [:]
  /// `process_labels` by pid: "GPU 0", say.
  package var processLabels: [Int64: String] = [:]
  package var spans = SpanColumns()
  package var asyncSpans: [AsyncSpan] = []
  package var flows: [Flow] = []
  package var instants: [Instant] = []
  package var details: [SpanDetail] = []
  package var metadata: TraceMetadata?
  /// Whether the file tells what had to end before what could begin.
  ///
  /// False for traces of other producers that draw no such arrows: then there
  /// is no T∞, no critical path and no bound (METHOD 6.2, 6.3).
  package var tellsDependencies = true
  /// How many repetitions of the same work the producer marked; nil where it marks none.
  package var repetitions: Int?
  /// What the file says of itself beside its events, to tell who wrote it.
  ///
  /// Scalar members of the object form by key ("displayTimeUnit"), scalar
  /// members of its objects by a path of two keys ("otherData.version"), and
  /// "[]" or "{}" under the key of an array or object itself. At most
  /// `maximumProducerHints`; longer texts than 512 bytes are left out.
  package var producerHints: [String: String] = [:]
  package var notes = ReadingNotes()

  /// The most entries of `producerHints` a reader keeps.
  package static let maximumProducerHints = 256

  package init() {}
}

/// What the reader met that a user must know: counted, never hidden.
package struct ReadingNotes: Hashable, Sendable {
  /// Bytes of JSON text read.
  package var bytes = 0
  package var events = 0
  /// Begins without an end, closed at the last instant of the trace.
  package var unfinished = 0
  /// Those of them that are complete events without `dur`: how Chrome writes
  /// what was still running when recording stopped.
  package var missingDurations = 0
  /// Ends without a begin, dropped.
  package var unmatchedEnds = 0
  /// Arrows with one end only.
  package var unmatchedFlows = 0
  /// Events that could not be read (no time, a time out of range, a broken field), dropped.
  package var malformed = 0
  /// Events of kinds that the model does not hold (counters, samples, marks), read and passed over.
  package var skipped = 0
  /// Arguments of TS1 with a value of the wrong kind, dropped from events that were kept.
  package var unreadableArguments = 0
  /// Distinct texts whose UTF-8 was repaired with U+FFFD.
  package var repairedTexts = 0
  /// Texts cut because they were longer than the reader keeps.
  package var cutTexts = 0
  /// gzip members in the file: 0 for plain JSON, 1 for an ordinary file; with
  /// more, most viewers show the first one only.
  package var members = 0
  /// Bytes passed over after the end of the trace or between gzip members.
  package var ignoredBytes = 0
  /// Where the text stops although the trace does not: a byte offset into the
  /// inflated text, with one clause that says what is missing.
  package var truncation: Truncation?

  package struct Truncation: Hashable, Sendable {
    package var byteOffset: Int
    package var reason: String

    package init(byteOffset: Int, reason: String) {
      self.byteOffset = byteOffset
      self.reason = reason
    }
  }

  package init() {}
}
