import Report
import TraceFile

extension RepairSummary {
  /// One sentence that says what was kept and what was lost.
  var words: String {
    if wasWhole { return "the trace was whole; copied with all its \(events)." }
    var parts = ["kept \(events)"]
    if eventsDropped > 0 { parts.append("left out \(eventsDropped) that could not be read") }
    if bytesDropped > 0 {
      parts.append("dropped \(Quantity.count(bytesDropped, "byte")) of cut text")
    }
    if runsClosed > 0 {
      parts.append("closed \(Quantity.count(runsClosed, "run")) at the last instant recorded")
    }
    if members > 1 { parts.append("joined \(members) gzip members into one") }
    return parts.joined(separator: ", ") + "."
  }

  private var events: String { Quantity.count(eventsKept, "event") }
}
