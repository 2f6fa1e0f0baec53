extension Trace {
  /// What a recorder had not written yet when it ended, as one sentence; nil where it had, or this
  /// is no recorder's trace.
  package var missingAtEnd: String? {
    // It is what the recorder writes last.
    guard metadata == nil, spans.indices.contains(where: { spans.category(at: $0) == .sched })
    else { return nil }
    return "the recorder ended before it had written all tasks, waits for interpreter locks, "
      + "stacks and names; thread states are there"
  }
}
