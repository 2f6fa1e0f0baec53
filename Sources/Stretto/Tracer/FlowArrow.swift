import CClock
import CThreadState

extension Tracer {
  /// Starts an arrow from the span that is open on the calling thread.
  ///
  /// Viewers draw it to the span that is open where `finish()` is called, so
  /// that both ends should lie inside a span. Costs one clock read and a record.
  ///
  /// - Parameter name: A literal.
  /// - Returns: The arrow, to be handed over together with the work; nil when
  ///   the tracer is off.
  public func startFlow(_ name: StaticString) -> FlowArrow? {
    guard isEnabled else { return nil }
    let arrow = FlowArrow(tracer: self, name: name, id: nextFlowIDs())
    write(name, STRETTO_FLOW_START, start: stretto_clock_ticks(), end: arrow.id)
    return arrow
  }
}

/// An arrow whose tail is drawn and whose head is not yet.
public struct FlowArrow: Sendable {
  let tracer: Tracer
  let name: StaticString
  let id: UInt64

  /// Ends the arrow at the span that is open on the calling thread.
  ///
  /// Call it once: further heads are left out of the file.
  public func finish() {
    tracer.write(name, STRETTO_FLOW_FINISH, start: stretto_clock_ticks(), end: id)
  }
}
