import TraceModel

/// When the rings are drained next: pure, so that tests turn the clock by hand.
///
/// A killed program loses at most what was not flushed: with drains 50 ms apart
/// at most, and each taking less than that, 100 ms.
struct DrainPolicy: Sendable {
  var shortest = Nanoseconds(1_000_000)
  var longest = Nanoseconds(50_000_000)
  /// How full the fullest ring should be when the next drain comes.
  var targetFill = 0.25
  /// A drain flushes this long after the last flush, also in the middle.
  var flushInterval = Nanoseconds(40_000_000)

  static let standard = DrainPolicy()

  /// The pause after a drain that found the fullest ring `fill` full (0…1) at
  /// the end of a pause of `pause`.
  func next(after pause: Nanoseconds, fill: Double) -> Nanoseconds {
    guard fill > 0 else { return longest }
    let wanted = Double(pause.count) * targetFill / fill
    guard wanted < Double(longest.count) else { return longest }
    return max(shortest, Nanoseconds(Int64(wanted)))
  }
}
