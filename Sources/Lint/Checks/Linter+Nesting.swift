/// Spans of a thread against each other, in the order of time.
extension Linter {
  /// Sorts the spans by thread, start and length, and judges how they nest.
  mutating func judgeSpans() {
    for (number, lane) in lanes.enumerated() {
      for begin in lane.open {
        text.add(.unfinishedBegin, at: begin.place)
        guard spans.count < LintLimits.spans else { continue }
        spans.append(
          SpanRecord(
            start: begin.time, end: .max, lane: UInt32(number), kind: .open, place: begin.place))
      }
    }
    spans.sort { left, right in
      // At one instant Perfetto puts an X before a B, even when the B lasts longer.
      (left.lane, left.start, left.kind.rank, right.end, left.place.offset)
        < (right.lane, right.start, right.kind.rank, left.end, right.place.offset)
    }
    judgeEmptyPairs()
    var first = 0
    while first < spans.count {
      let lane = spans[first].lane
      var end = first
      while end < spans.count, spans[end].lane == lane { end += 1 }
      judgeNesting(first..<end)
      first = end
    }
  }

  /// Perfetto sorts where an X makes it: pairs that stand before and begin before every X stay.
  private mutating func judgeEmptyPairs() {
    var start = Int64.max
    var offset = Int.max
    for span in spans where span.kind == .complete {
      start = min(start, span.start)
      offset = min(offset, span.place.offset)
    }
    for span in spans where span.kind == .pair && span.start == span.end {
      if span.start >= start || span.place.offset > offset { text.add(.emptyPair, at: span.place) }
    }
  }

  private mutating func judgeNesting(_ range: Range<Int>) {
    var open: [(end: Int64, kind: SpanRecord.Kind)] = []
    for span in spans[range] where span.kind != .open {
      while let top = open.last, top.end <= span.start { open.removeLast() }
      if let top = open.last, span.end > top.end {
        // Perfetto drops the later one: it is no parent to those that follow.
        let areComplete = span.kind == .complete && top.kind == .complete
        text.add(areComplete ? .overlap : .crossing, at: span.place)
        continue
      }
      // Spans of no length at the same instant do not lie in each other.
      guard span.end > span.start else { continue }
      open.append((span.end, span.kind))
      if open.count > 512 { text.add(.deepStack, at: span.place) }
    }
  }
}
