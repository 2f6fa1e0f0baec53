/// How long a CPU quota kept the threads of a control group from running.
package struct QuotaStops: Hashable, Sendable {
  /// How often the quota was used up, and nanoseconds without a CPU thereafter.
  package var count: Int64
  package var time: Int64

  package init(count: Int64, time: Int64) {
    self.count = count
    self.time = time
  }

  /// From the kernel's `cpu.stat`, of either version; nil where no quota is counted.
  init?(statistics text: String) {
    let values = Self.values(text)
    guard let count = values["nr_throttled"] else { return nil }
    let microseconds = values["throttled_usec"]?.multipliedReportingOverflow(by: 1000).partialValue
    guard let time = values["throttled_time"] ?? microseconds else { return nil }
    (self.count, self.time) = (count, time)
  }

  /// Whether the group has a quota: only then are periods counted.
  static func hasQuota(statistics text: String) -> Bool {
    values(text)["nr_periods", default: 0] > 0
  }

  private static func values(_ text: String) -> [Substring: Int64] {
    var values: [Substring: Int64] = [:]
    for line in text.split(separator: "\n") {
      let words = line.split(separator: " ")
      if words.count == 2, let value = Int64(words[1]) { values[words[0]] = value }
    }
    return values
  }

  /// The files that count them, from the innermost group on.
  static func files(groups text: String) -> [String] {
    var files: [String] = []
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard parts.count == 3 else { continue }
      let controllers = parts[1].split(separator: ",")
      let mounts: [String]
      if parts[1].isEmpty {
        mounts = ["/sys/fs/cgroup", "/sys/fs/cgroup/unified"]
      } else if controllers.contains("cpu") {
        mounts = ["/sys/fs/cgroup/cpu", "/sys/fs/cgroup/\(parts[1])"]
      } else {
        continue
      }
      var path = parts[2][...]
      while true {
        let group = path == "/" ? "" : String(path)
        files += mounts.map { "\($0)\(group)/cpu.stat" }
        guard let slash = path.lastIndex(of: "/"), !group.isEmpty, !path.contains("..") else {
          break
        }
        path = slash == path.startIndex ? "/" : path[..<slash]
      }
    }
    return files
  }

  /// What it means for the program.
  package var sentence: String {
    "the CPU quota of the control group stopped its threads \(count) times, for "
      + "\(time / 1_000_000) ms in all: the report calls it throttled, as far as they were ready then"
  }
}
