/// Where a tracer's events go, and the sizes it works with.
package struct TracerConfiguration: Sendable {
  /// Takes encoded event lines, and how many more events were lost.
  package typealias Sink = @Sendable (_ lines: [UInt8], _ lost: Int) -> Void

  enum Destination: Sendable {
    case file(path: String, overwriting: Bool)
    case sink(Sink, origin: ClockAnchor)
  }

  var destination: Destination
  var limits = RingLimits.standard
  var policy = DrainPolicy.standard
  /// The round of a comparison that the runs belong to; 0 outside one, and for a warm-up.
  let round: Int

  package init(path: String, overwriting: Bool = false, round: Int = 0) {
    destination = .file(path: path, overwriting: overwriting)
    self.round = round
  }

  /// A worker process's: encodes against the parent's origin, for `appendForwarded` there.
  package init(forwardingTo sink: @escaping Sink, origin: ClockAnchor) {
    destination = .sink(sink, origin: origin)
    round = 0
  }
}
