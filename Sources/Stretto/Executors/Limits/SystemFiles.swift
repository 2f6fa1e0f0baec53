import Glibc

/// Small readings of /proc and of control groups; nil where a file is missing.
enum SystemFiles {
  /// Threads of all processes: the number after the slash in /proc/loadavg.
  static var threadsRunning: Int? {
    guard let fields = text("/proc/loadavg")?.split(separator: " "), fields.count > 3 else {
      return nil
    }
    return fields[3].split(separator: "/").last.flatMap { Int($0) }
  }

  /// What the kernel estimates could be used without swapping, in bytes.
  static var memoryAvailable: Int? {
    let line = text("/proc/meminfo")?.split(separator: "\n").first {
      $0.hasPrefix("MemAvailable:")
    }
    guard let fields = line?.split(separator: " "), fields.count > 1 else { return nil }
    return Int(fields[1]).map { $0 * 1024 }
  }

  /// The folders whose limits hold for this process: its control group and those around it.
  ///
  /// Version 2 has one tree; in version 1 each controller has its own.
  static func groupFolders(of controller: String) -> [String] {
    guard let lines = text("/proc/self/cgroup")?.split(separator: "\n") else { return [] }
    var folders: [String] = []
    for line in lines {
      let fields = line.split(separator: ":", maxSplits: 2, omittingEmptySubsequences: false)
      guard fields.count == 3 else { continue }
      let isUnified = fields[0] == "0" && fields[1].isEmpty
      guard isUnified || fields[1].split(separator: ",").contains(Substring(controller)) else {
        continue
      }
      let root = isUnified ? "/sys/fs/cgroup" : "/sys/fs/cgroup/\(controller)"
      var path = String(fields[2])
      while true {
        folders.append(path == "/" ? root : root + path)
        guard path != "/", let slash = path.lastIndex(of: "/") else { break }
        path = slash == path.startIndex ? "/" : String(path[..<slash])
      }
    }
    return folders
  }

  /// The number that a file holds; nil for "max" too.
  static func number(_ path: String) -> Int? {
    text(path).flatMap { $0.split(separator: "\n").first.flatMap { Int($0) } }
  }

  /// How many entries a folder has.
  static func entries(of path: String) -> Int? {
    guard let folder = unsafe opendir(path) else { return nil }
    defer { unsafe closedir(folder) }
    var count = 0
    while unsafe (readdir(folder) != nil) { count += 1 }
    return count
  }

  /// The first 64 KiB of a file.
  static func text(_ path: String) -> String? {
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: 65_536)
    var length = 0
    while length < bytes.count {
      let count = unsafe bytes.withUnsafeMutableBytes {
        unsafe read(file, $0.baseAddress.map { unsafe $0 + length }, $0.count - length)
      }
      if count < 0 && errno == EINTR { continue }
      guard count > 0 else { break }
      length += count
    }
    return String(decoding: bytes[..<length], as: UTF8.self)
  }
}
