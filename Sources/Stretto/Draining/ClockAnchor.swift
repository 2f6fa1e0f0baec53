import CClock
package import TraceModel

/// One instant read on both clocks.
package struct ClockAnchor: Hashable, Sendable, LosslessStringConvertible {
  package let ticks: UInt64
  package let time: Nanoseconds

  package init(ticks: UInt64, time: Nanoseconds) {
    self.ticks = ticks
    self.time = time
  }

  /// Reads both clocks: under a microsecond, good to a few tens of nanoseconds.
  package static func now() -> ClockAnchor {
    let anchor = stretto_clock_read_anchor()
    return ClockAnchor(ticks: anchor.ticks, time: Nanoseconds(anchor.nanoseconds))
  }

  /// "ticks:nanoseconds", to be handed to a worker process.
  package var description: String { "\(ticks):\(time.count)" }

  package init?(_ description: String) {
    let parts = description.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let ticks = UInt64(parts[0]), let time = Int64(parts[1]),
      Nanoseconds.admitted.contains(Nanoseconds(time))
    else { return nil }
    self.init(ticks: ticks, time: Nanoseconds(time))
  }
}
