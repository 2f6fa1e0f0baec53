/// A counter: all C events of one name, id and cat in a process.
struct CounterState {
  var thread: UInt64
  /// The series of its first event; nil when there were more than are looked at.
  var series: [UInt64]?
  var lastTime: Int64
  var endsAtZero: Bool
  var lastPlace: Place
}

extension Linter {
  mutating func judgeCounter(_ time: Int64?) {
    guard !event.arguments.isEmpty else { return add(.counterNoArguments) }
    if event.arguments.contains(where: { !$0.isNumber }) { add(.counterNotNumber) }
    guard let time else { return }
    let key = mixed(
      mixed(event[.pid].hash, event[.name].hash), mixed(event[.cat].hash, event[.id].hash))
    let endsAtZero = event.arguments.allSatisfy { $0.isZero || !$0.isNumber }
    guard let index = counters.index(forKey: key) else {
      guard counters.count < LintLimits.counters else { return reachLimit() }
      let isCut = event.arguments.count == EventText.argumentsKept
      counters[key] = CounterState(
        thread: event[.tid].hash, series: isCut ? nil : event.arguments.map(\.key), lastTime: time,
        endsAtZero: endsAtZero, lastPlace: event.place)
      return
    }
    let counter = counters.values[index]
    if counter.thread != event[.tid].hash { add(.counterTwoThreads) }
    if let series = counter.series, event.arguments.contains(where: { !series.contains($0.key) }) {
      add(.counterNewSeries)
    }
    guard time >= counter.lastTime else { return }
    counters.values[index].lastTime = time
    counters.values[index].endsAtZero = endsAtZero
    counters.values[index].lastPlace = event.place
  }

  mutating func judgeCounters() {
    for counter in counters.values where !counter.endsAtZero {
      text.add(.counterLastValue, at: counter.lastPlace)
    }
  }
}
