import CClock
import CThreadState
import Glibc

@testable import Stretto

/// The 100 ms after which a span is safe, on a machine that may be busy.
///
/// The promise is about time in which the drain's thread gets to run: what the
/// other threads of this process spend waiting for a CPU comes on top, and a
/// thread that is running or waiting for a CPU or a disk is waited for.
struct PromisedTime {
  private let start = stretto_clock_monotonic()
  private let delay = PromisedTime.threads().reduce(0) { $0 + $1.delay }

  func pass() {
    while !hasPassed { usleep(1_000) }
  }

  private var hasPassed: Bool {
    let threads = PromisedTime.threads()
    let waited = threads.reduce(0) { $0 + $1.delay } - delay
    guard stretto_clock_monotonic() - start >= 100_000_000 + max(0, waited) else { return false }
    return threads.allSatisfy { !$0.isBusy }
  }

  /// What the kernel tells of the other threads.
  private static func threads() -> [(delay: Int64, isBusy: Bool)] {
    let own = "\(stretto_thread_number())"
    return ScratchFolder.names(in: "/proc/self/task").filter { $0 != own }.map { thread in
      let folder = "/proc/self/task/\(thread)"
      let times = (SmallFile.text(folder + "/schedstat") ?? "").split(separator: " ")
      // "tid (name) state …": a name may hold anything but the last parenthesis.
      let state = (SmallFile.text(folder + "/stat") ?? "").split(separator: ")").last?
        .split(separator: " ").first
      return (times.count > 1 ? Int64(times[1]) ?? 0 : 0, state == "R" || state == "D")
    }
  }
}
