@preconcurrency import Glibc
import TraceModel

/// CLOCK_MONOTONIC, the clock of every trace.
enum MonotonicClock {
  static func now() -> Nanoseconds {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Nanoseconds(Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
  }

  /// Blocks the thread until an instant.
  static func sleep(until instant: Nanoseconds) {
    var time = timespec(
      tv_sec: Int(instant.count / 1_000_000_000), tv_nsec: Int(instant.count % 1_000_000_000))
    while clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &time, nil) == EINTR {}
  }
}
