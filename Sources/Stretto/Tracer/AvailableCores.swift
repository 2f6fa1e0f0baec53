import CThreadState

/// How many threads of this process can run at a time.
///
/// CPUs of the affinity mask, capped by the cgroup's quota rounded up: a quota
/// of 1.5 CPUs lets two threads run at a time, though not all the time.
package struct AvailableCores: Hashable, Sendable {
  /// CPUs in the calling thread's affinity mask; at least 1.
  package var affinity: Int
  /// CPUs' worth of time that the cgroup allows; nil without a limit.
  package var quota: Double?

  package init(affinity: Int, quota: Double?) {
    self.affinity = max(1, affinity)
    self.quota = quota
  }

  package var count: Int {
    guard let quota, quota > 0, quota < Double(affinity) else { return affinity }
    return max(1, Int(quota.rounded(.up)))
  }

  /// Asks the kernel; a few file reads, about 100 µs.
  package static func now() -> AvailableCores {
    AvailableCores(affinity: Int(stretto_thread_cpu_count()), quota: CgroupQuota(root: "").quota)
  }
}
