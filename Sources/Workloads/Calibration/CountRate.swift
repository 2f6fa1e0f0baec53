import TraceModel

/// How fast the count kernel runs, in steps per second.
enum CountRate {
  /// Steps between two looks at the clock, tens of microseconds.
  private static let batch = 20_000

  /// The best of several tries of 25 ms: other programs only ever slow it down.
  static func best(tries: Int = 4) -> Double {
    (0..<tries).map { _ in
      let start = MonotonicClock.now()
      return measure(from: start, to: start + Nanoseconds(25_000_000))
    }.max() ?? 0
  }

  /// Waits for the start, then runs until the end.
  ///
  /// A thread that the kernel lets begin late has done fewer steps of the same window.
  ///
  /// - Returns: steps per second of the window.
  static func measure(from start: Nanoseconds, to end: Nanoseconds) -> Double {
    MonotonicClock.sleep(until: start)
    var batches = 0
    var value = UInt64(bitPattern: start.count)
    while MonotonicClock.now() < end {
      value = CountKernel.run(steps: batch, seed: value)
      batches += 1
    }
    // Uses the value, so that the loop can't be dropped.
    let used = value == 0 ? 0 : batches
    return Double(used * batch) / (end - start).seconds
  }
}
