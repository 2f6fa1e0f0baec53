import CPerf  // The importer takes timespec for one of its types, too.
import Glibc

/// The two clocks a recording reads.
enum Clock {
  /// The clock of every time in a recording.
  static var monotonic: Int64 { read(CLOCK_MONOTONIC) }
  /// The time of day, for the trace's epoch.
  static var realtime: Int64 { read(CLOCK_REALTIME) }

  private static func read(_ clock: clockid_t) -> Int64 {
    var now = timespec()
    unsafe clock_gettime(clock, &now)
    return Int64(now.tv_sec) * 1_000_000_000 + Int64(now.tv_nsec)
  }
}
