import TraceModel

/// How fast the count kernel runs, in steps per second.
enum CountRate {
  /// Steps between two looks at the clock, tens of microseconds.
  private static let batch = 20_000

  /// The best of several tries, in steps per second of the thread's CPU time.
  ///
  /// CPU time, so that a machine that is busy now does not make the tasks of a
  /// whole comparison too short. Each try takes about 10 ms.
  static func best(tries: Int = 8) -> Double {
    (0..<tries).map { _ in
      var value = UInt64(bitPattern: MonotonicClock.now().count)
      var steps = 0
      let start = ThreadClock.now()
      var spent = Nanoseconds.zero
      while spent.count < 10_000_000 {
        value = CountKernel.run(steps: batch, seed: value)
        steps += batch
        spent = ThreadClock.now() - start
      }
      return Double(keep(steps, value)) / spent.seconds
    }.max() ?? 0
  }

  /// Waits for the start, then runs until the end.
  ///
  /// A thread that the kernel lets begin late has done fewer steps of the same window.
  ///
  /// - Parameters:
  ///   - start: on CLOCK_MONOTONIC; in the future when several threads are to run together.
  ///   - end: after the start.
  /// - Returns: steps per second of the window.
  static func measure(from start: Nanoseconds, to end: Nanoseconds) -> Double {
    MonotonicClock.sleep(until: start)
    var steps = 0
    var value = UInt64(bitPattern: start.count)
    while MonotonicClock.now() < end {
      value = CountKernel.run(steps: batch, seed: value)
      steps += batch
    }
    return Double(keep(steps, value)) / (end - start).seconds
  }

  /// The steps; uses the chain's result, so that the loop can't be dropped.
  private static func keep(_ steps: Int, _ value: UInt64) -> Int { value == 0 ? steps - 1 : steps }
}
