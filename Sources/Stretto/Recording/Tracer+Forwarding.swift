extension Tracer {
  /// The trace's zero, for the worker processes that forward to this tracer.
  package var origin: ClockAnchor { core.parts.origin }

  /// Adds events that a worker process encoded against this tracer's origin.
  ///
  /// - Parameters:
  ///   - lines: What the worker's sink was given, unchanged.
  ///   - lost: How many events the worker lost.
  package func appendForwarded(_ lines: [UInt8], lost: Int) {
    core.journal.forward(lines, lost: lost)
  }

  /// Notes that a worker process belongs to the run that is open.
  package func register(process: Int64) { core.journal.register(process: process) }
}
