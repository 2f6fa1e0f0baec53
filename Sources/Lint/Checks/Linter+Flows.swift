/// An end of an arrow, kept until all spans are known.
struct ArrowEnd {
  /// Of id, name and cat.
  var key: UInt64
  var time: Int64
  var lane: UInt32
  var phase: Phase
  /// `"bp":"e"`.
  var bindsToEnclosing: Bool
  var place: Place
}

extension Linter {
  mutating func judgeFlowEvent(_ kind: Phase, _ time: Int64?) {
    let id = event[.id]
    guard !id.isAbsent else { return add(.flowNoID) }
    if id.kind == .string, !isHexadecimal(id) { add(.flowTextID) }
    guard let time, let lane = lane() else { return }
    guard flowEnds.count < LintLimits.flowEnds else { return reachLimit() }
    let key = mixed(mixed(id.hash, event[.name].hash), event[.cat].hash)
    flowEnds.append(
      ArrowEnd(
        key: key, time: time, lane: lane, phase: kind,
        bindsToEnclosing: event[.bp].equals("e"), place: event.place))
  }

  /// Whether Perfetto reads the text as a number.
  private func isHexadecimal(_ field: Field) -> Bool {
    var digits = field.text[...]
    if digits.starts(with: "0x".utf8) || digits.starts(with: "0X".utf8) {
      digits = digits.dropFirst(2)
    }
    guard !digits.isEmpty, field.length == field.text.count else { return false }
    return digits.allSatisfy { $0 < 0x80 && Character(Unicode.Scalar($0)).isHexDigit }
  }

  /// Pairs the ends of arrows, and looks for the spans that they lie in.
  mutating func judgeFlows() {
    flowEnds.sort { ($0.key, $0.time, $0.place.offset) < ($1.key, $1.time, $1.place.offset) }
    var first = 0
    while first < flowEnds.count {
      let key = flowEnds[first].key
      var end = first
      while end < flowEnds.count, flowEnds[end].key == key { end += 1 }
      judgeArrow(first..<end)
      first = end
    }
    guard hasAllSpans, !flowEnds.isEmpty else { return }
    judgeBindings()
  }

  /// The ends of one key in the order of time, at one instant in that of the file.
  private mutating func judgeArrow(_ range: Range<Int>) {
    var starts = 0
    for end in flowEnds[range] {
      if end.phase == .flowStart {
        starts += 1
        if starts > 1 { text.add(.flowReuse, at: end.place) }
      } else if starts == 0 {
        text.add(.flowEndAlone, at: end.place)
      }
    }
    if starts == range.count { text.add(.flowStartAlone, at: flowEnds[range.lowerBound].place) }
  }

  private mutating func judgeBindings() {
    let index = SpanIndex(spans)
    for end in flowEnds {
      let isEnclosed = index.hasSpan(at: end.time, lane: end.lane)
      if end.phase == .flowEnd, !end.bindsToEnclosing {
        if isEnclosed, !index.hasStart(at: end.time, lane: end.lane) {
          text.add(.flowNoBindingPoint, at: end.place)
        } else if !index.hasStart(from: end.time, lane: end.lane) {
          text.add(.flowUnbound, at: end.place)
        }
      } else if !isEnclosed {
        text.add(.flowUnbound, at: end.place)
      }
    }
  }
}
