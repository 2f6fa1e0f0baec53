package import TraceModel

extension EventEncoder {
  /// Writes a point on a lane: an `i` event of thread scope.
  package mutating func instant(
    _ name: String, _ category: String, on lane: LaneID, at time: Nanoseconds,
    arguments: EventArguments = .none
  ) {
    let lane = portable(lane)
    let fileTime = fileTime(time)
    if category == Category.run.word { nesting.fence(at: fileTime, on: lane) }
    open(.instant, named(name), categorised(category), on: lane)
    appendTime(fileTime)
    close(arguments)
  }

  /// Writes a counter's new value: a `C` event.
  ///
  /// Names are unique in a process.
  package mutating func counter(
    _ name: String, process: Int64, at time: Nanoseconds, value: Int64
  ) {
    counter(name, process: process, at: time, value: .integer(value))
  }

  /// Writes a counter's new value; one that is not finite is left out and counted.
  @_disfavoredOverload  // A literal is an integer.
  package mutating func counter(
    _ name: String, process: Int64, at time: Nanoseconds, value: Double
  ) {
    guard value.isFinite else {
      notes.droppedCounterValues += 1
      return
    }
    counter(name, process: process, at: time, value: .number(value))
  }

  /// Writes a final 0 for every counter whose last value is another: Perfetto
  /// draws the last value to the end of the trace.
  package mutating func closeCounters(at time: Nanoseconds) {
    for counter in counters.open {
      write(counter, at: fileTime(time), value: .integer(0))
    }
    counters = CounterMemory()
  }

  private mutating func counter(
    _ name: String, process: Int64, at time: Nanoseconds, value: JSONValue
  ) {
    let counter = CounterMemory.Counter(process: process, name: named(name))
    guard counters.note(counter, isZero: value.double == 0) else {
      notes.droppedCounterValues += 1
      return
    }
    write(counter, at: fileTime(time), value: value)
  }

  private mutating func write(
    _ counter: CounterMemory.Counter, at time: Int64, value: JSONValue
  ) {
    open(.counter, counter.name, "", on: mainLane(of: counter.process))
    appendTime(time)
    close(EventArguments(extra: [JSONMember("value", value)]))
  }
}

/// Which counters stand at another value than 0; at most 4,096 counters.
struct CounterMemory {
  struct Counter: Hashable {
    var process: Int64
    var name: String
  }

  private static let largestCount = 4096
  private var isZero: [Counter: Bool] = [:]

  /// False when there are too many counters to remember this one too.
  mutating func note(_ counter: Counter, isZero zero: Bool) -> Bool {
    guard isZero.count < CounterMemory.largestCount || isZero[counter] != nil else { return false }
    isZero[counter] = zero
    return true
  }

  /// Those that need a final 0, in a fixed order.
  var open: [Counter] {
    isZero.filter { !$0.value }.keys.sorted { ($0.process, $0.name) < ($1.process, $1.name) }
  }
}
