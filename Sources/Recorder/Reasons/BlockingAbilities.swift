/// What the kernel tells of threads that are blocked, found by trying.
package struct BlockingAbilities: Hashable, Sendable {
  /// Whether a sample says why a thread blocks.
  package var hasReasons = false
  /// Whether it is told when a blocked thread becomes ready.
  package var hasWakeUps = false
  /// Why there are no reasons: an error number, or 0 where the kernel hides its symbols.
  package var refusal: Int32?
  /// Nanoseconds for which reasons were not sampled, so as not to slow the program down.
  package var paused: Int64 = 0

  package init() {}

  /// What the trace can tell, as words of its metadata.
  var words: [String] {
    (hasWakeUps ? ["wake-ups"] : []) + (hasReasons ? ["wait-reasons"] : [])
  }

  /// What is missing, and how to have it.
  func notes(_ timeline: Timeline) -> [String] {
    var notes: [String] = []
    if let refusal {
      let why = refusal == 0 ? "it hides its symbols from this user" : reason(refusal)
      let share = Self.percent(timeline.explained, of: timeline.blocked)
      notes.append(
        "the kernel does not tell why threads block (\(why)): what they wait for was looked up "
          + "ten times a second, which gives \(share) of the blocked time its reason; shorter "
          + "waits have none unless an agent says it. Root sees all, or "
          + "kernel.perf_event_paranoid 1 or less with kernel.kptr_restrict 0")
    }
    let unknown = timeline.blocked - timeline.explained
    if hasReasons, paused > 0, unknown >= timeline.blocked / 200 {
      let milliseconds = paused / 1_000_000
      notes.append(
        "threads switched so often that for \(milliseconds) ms reasons were not sampled: "
          + "\(Self.percent(unknown, of: timeline.blocked)) of the blocked time has no reason from "
          + "the kernel")
    }
    return notes
  }

  private static func percent(_ part: Int64, of whole: Int64) -> String {
    guard whole > 0 else { return "0 %" }
    return "\(Int((Double(part) * 100 / Double(whole)).rounded())) %"
  }
}
