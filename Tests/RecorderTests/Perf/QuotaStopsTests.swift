import Testing

@testable import Recorder

/// What control groups tell of CPU quotas.
@Suite struct QuotaStopsTests {
  @Test func `both versions of the kernel's file are read`() {
    let second = "usage_usec 100\nnr_periods 10\nnr_throttled 4\nthrottled_usec 2500\n"
    #expect(QuotaStops(statistics: second) == QuotaStops(count: 4, time: 2_500_000))
    let first = "nr_periods 10\nnr_throttled 4\nthrottled_time 2500\n"
    #expect(QuotaStops(statistics: first) == QuotaStops(count: 4, time: 2500))
    // The root has no quota.
    #expect(QuotaStops(statistics: "usage_usec 100\nuser_usec 90\n") == nil)
    #expect(QuotaStops(statistics: "nr_throttled x\n") == nil)
  }

  @Test func `the groups around a group are looked at too`() {
    let files = QuotaStops.files(groups: "3:cpuset:/x\n1:cpu,cpuacct:/a/b\n0::/c\n")
    #expect(files.contains("/sys/fs/cgroup/cpu/a/b/cpu.stat"))
    #expect(files.contains("/sys/fs/cgroup/cpu,cpuacct/a/cpu.stat"))
    #expect(files.contains("/sys/fs/cgroup/cpu/cpu.stat"))
    #expect(files.contains("/sys/fs/cgroup/c/cpu.stat"))
    #expect(files.contains("/sys/fs/cgroup/cpu.stat"))
    #expect(!files.contains { $0.contains("/x/") })
    #expect(QuotaStops.files(groups: "nonsense\n:::\n0::").allSatisfy { $0.hasSuffix("cpu.stat") })
  }
}
