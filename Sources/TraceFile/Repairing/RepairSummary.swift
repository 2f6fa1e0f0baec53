package import TraceModel

/// What repairing a trace file found and did.
package struct RepairSummary: Hashable, Sendable {
  /// The file lacked nothing: one gzip member or plain text, closed, all of it JSON.
  ///
  /// A gzip file is then copied byte for byte.
  package var wasWhole = false
  package var eventsKept = 0
  /// Events that are no JSON, or no events, left out.
  package var eventsDropped = 0
  /// Bytes of JSON text of damaged and cut events, and bytes after the trace's end.
  package var bytesDropped = 0
  /// Runs whose end was not recorded: closed at the last instant of the trace.
  package var runsClosed = 0
  /// gzip members the file consisted of.
  package var members = 0
  /// Keys beside `traceEvents` and `otherData`, which the repaired file does not have.
  package var keysDropped: [String] = []
  /// Where and how the text ended, or nil when it was closed.
  package var truncation: ReadingNotes.Truncation?

  package init() {}
}
