import TraceModel

/// Converts ticks to CLOCK_MONOTONIC by straight lines between anchors.
///
/// The drain takes an anchor after it has looked how far the rings are filled,
/// so every tick it converts lies between two anchors. The conversion never
/// decreases and never changes afterwards: spans that nest in ticks nest in
/// nanoseconds, also when one is converted an hour after the other. The error
/// is that of one anchor, some tens of nanoseconds, however long the trace is.
/// Each anchor costs 16 bytes; one is taken per drain that found something, so
/// an hour of steady recording keeps about 1.2 MB.
struct ClockLine: Sendable {
  private var anchors: [ClockAnchor]
  /// Where the last conversion was, since most follow each other closely.
  private var recent = 0

  init(origin: ClockAnchor) { anchors = [origin] }

  var origin: ClockAnchor { anchors[0] }
  var last: ClockAnchor { anchors[anchors.count - 1] }
  var count: Int { anchors.count }

  /// Adds an anchor; one that does not lie after the last is left out.
  mutating func append(_ anchor: ClockAnchor) {
    guard anchor.ticks > last.ticks, anchor.time >= last.time else { return }
    anchors.append(anchor)
  }

  /// The time of an instant; outside the anchors, the first or the last of them.
  mutating func time(of ticks: UInt64) -> Nanoseconds {
    guard ticks > anchors[0].ticks else { return anchors[0].time }
    guard ticks < last.ticks else { return last.time }
    let left = segment(of: ticks)
    return ClockLine.interpolate(ticks, anchors[left], anchors[left + 1])
  }

  /// The anchor at or before `ticks`, which lies strictly between the first and the last.
  private mutating func segment(of ticks: UInt64) -> Int {
    if anchors[recent].ticks <= ticks, recent + 1 < anchors.count,
      ticks < anchors[recent + 1].ticks
    {
      return recent
    }
    var low = 0
    var high = anchors.count - 1
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if anchors[middle].ticks <= ticks { low = middle } else { high = middle }
    }
    recent = low
    return low
  }

  /// Rounds down, in 128 bits: a segment may be days long.
  private static func interpolate(
    _ ticks: UInt64, _ left: ClockAnchor, _ right: ClockAnchor
  ) -> Nanoseconds {
    let nanoseconds = UInt64((right.time - left.time).count)
    let product = (ticks - left.ticks).multipliedFullWidth(by: nanoseconds)
    let (quotient, _) = (right.ticks - left.ticks).dividingFullWidth(product)
    return left.time + Nanoseconds(Int64(quotient))
  }
}

extension ClockLine {
  /// Ticks per second over the whole line, or nil before the second anchor.
  var frequency: Double? {
    guard last.time > origin.time else { return nil }
    return Double(last.ticks - origin.ticks) / (last.time - origin.time).seconds
  }

  /// How far off the end would be if the rate of the first quarter second were
  /// taken for the whole trace: the drift that the anchors take out.
  var drift: Nanoseconds? {
    let quarter = Nanoseconds(250_000_000)
    guard let first = anchors.first(where: { $0.time - origin.time >= quarter }),
      last.time > first.time
    else { return nil }
    let rate = Double((first.time - origin.time).count) / Double(first.ticks - origin.ticks)
    let predicted = Double(last.ticks - origin.ticks) * rate
    return Nanoseconds(Int64(predicted.rounded()) - (last.time - origin.time).count)
  }
}
