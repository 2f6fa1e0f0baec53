import TraceModel

/// Time in which lanes were ready, but stopped by their control group's CPU quota (METHOD section 3).
///
/// The kernel counts how long a group was stopped, for no thread in particular and only when the
/// stop is over. So what it counted between two looks began at most as much earlier as it lasted:
/// there, up to so much of what the lanes were ready is relabelled, the longest stretch first and
/// each from its start, since a stop begins when a thread is taken off its core, and after it the
/// thread may wait for a core as any other.
extension FactsBuilder {
  /// The longest period of a quota that Linux takes: no stop lasts longer.
  private static let longestStop: Int64 = 1_000_000_000
  /// Stretches looked at, over all looks; beyond, what is left stays in the run queue.
  private static let mostWork = 200_000_000

  /// A stretch in which a lane was ready, as far as no quota explains it yet.
  private struct Stretch {
    var start: Int64
    var end: Int64
    var slice: Int
  }

  mutating func readQuota(_ span: Span, _ detail: SpanDetail?, _ start: Int64, _ end: Int64) {
    guard scope.lanes[Int(span.lane)], let amount = detail?.cpuTime?.count, amount > 0 else {
      return
    }
    quotaPolls.append(QuotaPoll(start: start, end: end, amount: amount))
  }

  /// Sets what was withheld against the time lanes were ready.
  mutating func relabelThrottled() {
    guard !quotaPolls.isEmpty else { return }
    let polls = quotaPolls.sorted { ($0.start, $0.end, $0.amount) < ($1.start, $1.end, $1.amount) }
    quotaPolls = []
    var taken: [Int: [Range<Int64>]] = [:]
    var waiting = readySlices()[...]
    var stretches: [Stretch] = []
    var work = 0
    for poll in polls {
      let end = poll.end &- scope.start
      let earliest = poll.start &- scope.start &- Self.longestStop
      while let next = waiting.first, facts.slices[next].start < end {
        let slice = facts.slices[next]
        stretches.append(Stretch(start: slice.start, end: slice.end, slice: next))
        waiting.removeFirst()
      }
      stretches.removeAll { $0.end <= earliest }
      work += stretches.count
      guard work < Self.mostWork else {
        facts.notes.append("too many stops by the CPU quota: later ones are in the run queue")
        break
      }
      let start = poll.start &- scope.start &- min(poll.amount, Self.longestStop)
      take(poll.amount, from: start, to: end, of: &stretches) { taken[$0, default: []].append($1) }
    }
    guard !taken.isEmpty else { return }
    split(taken)
    facts.notes.append(
      "throttled is estimated: how long the CPU quota stopped the program, as its control group "
        + "counts it, out of the time its threads were ready then")
  }

  /// By start; the order of the file plays no part.
  private func readySlices() -> [Int] {
    let slices = facts.slices
    return slices.indices.filter { slices[$0].state == .ready && slices[$0].start < slices[$0].end }
      .sorted {
        (slices[$0].start, facts.lanes[Int(slices[$0].lane)].id, slices[$0].end)
          < (slices[$1].start, facts.lanes[Int(slices[$1].lane)].id, slices[$1].end)
      }
  }

  private func take(
    _ amount: Int64, from start: Int64, to end: Int64, of stretches: inout [Stretch],
    _ relabel: (Int, Range<Int64>) -> Void
  ) {
    let inside = stretches.indices.filter { stretches[$0].start < end && stretches[$0].end > start }
    let parts = inside.map { place in
      (
        range: max(stretches[place].start, start)..<min(stretches[place].end, end), place: place
      )
    }
    // The longest first, then the earliest; the stretches are in a fixed order already.
    let order = parts.indices.sorted {
      let (left, right) = (parts[$0].range, parts[$1].range)
      if left.length != right.length { return left.length > right.length }
      return (left.lowerBound, $0) < (right.lowerBound, $1)
    }
    var left = amount
    for index in order {
      guard left > 0 else { break }
      let (range, place) = parts[index]
      let taken = range.lowerBound..<range.lowerBound + min(left, range.length)
      left -= taken.length
      relabel(stretches[place].slice, taken)
      let rest = Stretch(
        start: stretches[place].start, end: taken.lowerBound, slice: stretches[place].slice)
      stretches[place].start = taken.upperBound
      if rest.start < rest.end { stretches.append(rest) }
    }
    stretches.removeAll { $0.start >= $0.end }
  }

  /// Cuts the slices at the ends of what was taken of them.
  private mutating func split(_ taken: [Int: [Range<Int64>]]) {
    var slices: [SchedulingSpan] = []
    slices.reserveCapacity(facts.slices.count + 2 * taken.count)
    for (index, slice) in facts.slices.enumerated() {
      var start = slice.start
      func append(_ end: Int64, _ state: LaneScheduling) {
        guard start < end else { return }
        slices.append(SchedulingSpan(start: start, end: end, lane: slice.lane, state: state))
        start = end
      }
      guard let ranges = taken[index] else {
        slices.append(slice)
        continue
      }
      for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
        append(range.lowerBound, slice.state)
        append(range.upperBound, .throttled)
      }
      append(slice.end, slice.state)
    }
    facts.slices = slices
  }
}

extension Range<Int64> {
  fileprivate var length: Int64 { upperBound - lowerBound }
}
