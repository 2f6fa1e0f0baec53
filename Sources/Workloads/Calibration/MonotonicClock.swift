@preconcurrency import Glibc
import TraceModel

/// CLOCK_MONOTONIC, the clock of every trace.
enum MonotonicClock {
  static func now() -> Nanoseconds { read(CLOCK_MONOTONIC) }

  /// Blocks the thread until an instant.
  static func sleep(until instant: Nanoseconds) {
    var time = timespec(
      tv_sec: Int(instant.count / 1_000_000_000), tv_nsec: Int(instant.count % 1_000_000_000))
    while clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &time, nil) == EINTR {}
  }
}

/// The CPU time of the calling thread.
enum ThreadClock {
  static func now() -> Nanoseconds { read(CLOCK_THREAD_CPUTIME_ID) }
}

private func read(_ clock: clockid_t) -> Nanoseconds {
  var time = timespec()
  clock_gettime(clock, &time)
  return Nanoseconds(Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
}
