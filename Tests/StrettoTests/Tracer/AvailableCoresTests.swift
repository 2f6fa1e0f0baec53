import Glibc
import Testing

@testable import Stretto

@Suite struct AvailableCoresTests {
  @Test(
    arguments: [
      (4, nil, 4), (4, 2.0, 2), (4, 1.5, 2), (4, 0.1, 1), (4, 8.0, 4), (0, nil, 1),
    ] as [(Int, Double?, Int)])
  func `the quota caps the mask, rounded up`(affinity: Int, quota: Double?, count: Int) {
    #expect(AvailableCores(affinity: affinity, quota: quota).count == count)
  }

  @Test func `the mask of this thread is asked`() throws {
    let all = AvailableCores.now()
    #expect(all.affinity >= 1)
    #expect(all.affinity <= sysconf(Int32(_SC_NPROCESSORS_CONF)))
  }

  @Test(arguments: [(150_000, 300_000, 1.5), (150_000, 50_000, 0.5)])
  func `version 2: the tightest limit up to the root counts`(
    above: Int, own: Int, quota: Double
  ) throws {
    let root = try FakeRoot([
      "proc/self/cgroup": "0::/system/job\n",
      "sys/fs/cgroup/cpu.max": "max 100000\n",
      "sys/fs/cgroup/system/cpu.max": "\(above) 100000\n",
      "sys/fs/cgroup/system/job/cpu.max": "\(own) 100000\n",
    ])
    #expect(CgroupQuota(root: root.path).quota == quota)
    withExtendedLifetime(root) {}
  }

  @Test func `version 1: a quota of -1 is none`() throws {
    let files = [
      "proc/self/cgroup": "4:memory:/job\n3:cpu,cpuacct:/job\n",
      "sys/fs/cgroup/cpu/cpu.cfs_quota_us": "-1\n",
      "sys/fs/cgroup/cpu/cpu.cfs_period_us": "100000\n",
    ]
    let unlimited = try FakeRoot(files)
    #expect(CgroupQuota(root: unlimited.path).quota == nil)
    let limited = files.merging(
      [
        "sys/fs/cgroup/cpu/job/cpu.cfs_quota_us": "50000\n",
        "sys/fs/cgroup/cpu/job/cpu.cfs_period_us": "100000\n",
      ]
    ) { $1 }
    let root = try FakeRoot(limited)
    #expect(CgroupQuota(root: root.path).quota == 0.5)
    withExtendedLifetime((unlimited, root)) {}
  }

  @Test func `files that are missing or broken are no limit`() throws {
    #expect(CgroupQuota(root: "/nowhere").quota == nil)
    let root = try FakeRoot([
      "proc/self/cgroup": "0::/job\nnonsense\n", "sys/fs/cgroup/job/cpu.max": "10 0\n",
      "sys/fs/cgroup/cpu.max": "many few\n",
    ])
    #expect(CgroupQuota(root: root.path).quota == nil)
    withExtendedLifetime(root) {}
  }
}

/// A folder that stands for `/`.
private final class FakeRoot {
  let path: String

  init(_ files: [String: String]) throws {
    var template = Array("/tmp/stretto-root-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw ScratchError(errno) }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    for (name, text) in files {
      var folder = path
      for part in name.split(separator: "/").dropLast() {
        folder += "/\(part)"
        mkdir(folder, 0o700)
      }
      guard let file = fopen("\(path)/\(name)", "w") else { throw ScratchError(errno) }
      fputs(text, file)
      fclose(file)
    }
  }

  deinit { _ = system("rm -r '\(path)'") }
}
