/// X, B and E, each as it comes.
extension Linter {
  mutating func judgeComplete(_ time: Int64?) {
    if !event[.bindID].isAbsent, !event[.flowIn].isTruthy, !event[.flowOut].isTruthy {
      add(.flowNoDirection)
    }
    guard !event[.dur].isAbsent else {
      add(.noDuration)
      guard let time, let lane = lane() else { return }
      return keep(SpanRecord(start: time, end: .max, lane: lane, kind: .open, place: event.place))
    }
    guard let duration = event[.dur].nanoseconds else { return }
    guard duration >= 0 else { return add(.negativeDuration) }
    guard let time, let lane = lane() else { return }
    let end = time.addingReportingOverflow(duration)
    guard !end.overflow else { return add(.timeOverflow) }
    keep(
      SpanRecord(
        start: time, end: end.partialValue, lane: lane, kind: .complete, place: event.place))
  }

  mutating func judgeBegin(_ time: Int64?) {
    guard let time, let lane = lane() else { return }
    if let top = lanes[Int(lane)].open.last, time < top.time { add(.beginOrder) }
    guard openBegins < LintLimits.openBegins else { return reachLimit() }
    openBegins += 1
    lanes[Int(lane)].open.append(
      OpenBegin(
        name: event[.name].hash, category: event[.cat].isAbsent ? nil : event[.cat].hash,
        time: time, arguments: event.arguments.prefix(OpenBegin.argumentsKept).map(\.key),
        place: event.place))
  }

  mutating func judgeEnd(_ time: Int64?) {
    guard let time, let lane = lane() else { return }
    guard let begin = lanes[Int(lane)].open.popLast() else { return add(.endWithoutBegin) }
    openBegins -= 1
    let hasOtherName = event[.name].length > 0 && event[.name].hash != begin.name
    let hasOtherCategory =
      !event[.cat].isAbsent && begin.category != nil && event[.cat].hash != begin.category
    if hasOtherName || hasOtherCategory { add(.endMismatch) }
    if event.arguments.contains(where: { begin.arguments.contains($0.key) }) {
      add(.repeatedArgument)
    }
    guard time >= begin.time else { return add(.endBeforeBegin) }
    keep(
      SpanRecord(start: begin.time, end: time, lane: lane, kind: .pair, place: begin.place))
  }
}
