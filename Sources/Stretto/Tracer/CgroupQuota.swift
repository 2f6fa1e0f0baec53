import Glibc

/// The CPU limit of this process's control group, version 2 or 1.
///
/// The tightest limit on the way from the group to the root counts.
struct CgroupQuota {
  /// CPUs' worth of time, or nil without a limit.
  let quota: Double?

  /// - Parameter root: Stands before /proc and /sys/fs/cgroup; "" outside of tests.
  init(root: String) {
    let groups = SmallFile.text(root + "/proc/self/cgroup") ?? ""
    var limits: [Double] = []
    for line in groups.split(separator: "\n") {
      let fields = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard fields.count == 3 else { continue }
      let controllers = fields[1].split(separator: ",")
      for folder in CgroupQuota.ancestors(of: fields[2]) {
        if fields[0] == "0" {
          limits += CgroupQuota.version2(root + "/sys/fs/cgroup" + folder)
        } else if controllers.contains("cpu") {
          limits += CgroupQuota.version1(root + "/sys/fs/cgroup/cpu" + folder)
        }
      }
    }
    quota = limits.min()
  }

  /// The folder of a group and those above it, down to "".
  ///
  /// In a container the path may be the host's, which is not mounted here; its
  /// root then is, and that is the container's own group.
  private static func ancestors(of path: Substring) -> [String] {
    var folders = [""]
    for part in path.split(separator: "/") {
      folders.append(folders[folders.count - 1] + "/" + part)
    }
    return folders
  }

  /// `cpu.max`: "quota period" in microseconds, or "max period".
  private static func version2(_ folder: String) -> [Double] {
    let fields = (SmallFile.text(folder + "/cpu.max") ?? "").split { $0 == " " || $0 == "\n" }
    guard fields.count == 2 else { return [] }
    return ratio(fields[0], fields[1])
  }

  /// Two files in microseconds; a quota of -1 is none.
  private static func version1(_ folder: String) -> [Double] {
    guard let quota = SmallFile.text(folder + "/cpu.cfs_quota_us"),
      let period = SmallFile.text(folder + "/cpu.cfs_period_us")
    else { return [] }
    return ratio(quota.prefix { $0 != "\n" }, period.prefix { $0 != "\n" })
  }

  private static func ratio(_ quota: Substring, _ period: Substring) -> [Double] {
    guard let quota = Int64(quota), let period = Int64(period), quota > 0, period > 0 else {
      return []
    }
    return [Double(quota) / Double(period)]
  }
}

/// Files of a few lines, such as those of /proc.
enum SmallFile {
  /// The first 64 KiB as text, or nil when the file cannot be read.
  static func text(_ path: String) -> String? {
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: 65_536)
    var count = 0
    while count < bytes.count {
      let got = unsafe bytes.withUnsafeMutableBytes {
        unsafe read(file, $0.baseAddress?.advanced(by: count), $0.count - count)
      }
      guard got > 0 else {
        return got == 0 ? String(decoding: bytes[..<count], as: UTF8.self) : nil
      }
      count += got
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
