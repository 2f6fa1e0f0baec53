import CThreadState
import Glibc

extension ResourceLimits {
  /// What the system says now: about 20 small files, 200 µs.
  package static func current() -> ResourceLimits {
    var limits = ResourceLimits()
    let running = SystemFiles.threadsRunning ?? 0
    func add(_ name: String, _ most: Int?, used: Int) {
      guard let most else { return }
      limits.counts.append(Limit(name: name, room: max(0, most - used)))
    }
    add("kernel.threads-max", SystemFiles.number("/proc/sys/kernel/threads-max"), used: running)
    add("kernel.pid_max", SystemFiles.number("/proc/sys/kernel/pid_max"), used: running)
    // The kernel does not hold root to RLIMIT_NPROC.
    if geteuid() != 0 {
      let limit = stretto_process_limit()
      add("the process limit (ulimit -u)", limit < 0 ? nil : Int(limit), used: running)
    }
    for group in SystemFiles.groupFolders(of: "pids") {
      add(
        "the control group's pids.max", SystemFiles.number("\(group)/pids.max"),
        used: SystemFiles.number("\(group)/pids.current") ?? 0)
    }
    limits.memory = availableMemory()
    limits.descriptors = openFilesLimit.map {
      max(0, $0 - (SystemFiles.entries(of: "/proc/self/fd") ?? 0))
    }
    return limits
  }

  private static func availableMemory() -> Int? {
    var rooms = [SystemFiles.memoryAvailable].compactMap { $0 }
    for group in SystemFiles.groupFolders(of: "memory") {
      guard let most = SystemFiles.number("\(group)/memory.max") else { continue }
      rooms.append(max(0, most - (SystemFiles.number("\(group)/memory.current") ?? 0)))
    }
    return rooms.min()
  }

  private static var openFilesLimit: Int? {
    var limit = rlimit()
    guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
      return nil
    }
    return limit.rlim_cur == UInt.max ? nil : Int(clamping: limit.rlim_cur)
  }
}
