import Glibc

/// The recorder's private folder, in memory where there is room: the agents and what they write.
///
/// It goes away when the command has ended, at the latest with this object.
final class AgentFolder {
  /// Nil where agents were not wanted, or could not be put in place.
  private(set) var path: String?
  private(set) var variables: [String: String] = [:]
  /// Why there are no agents although they were wanted.
  private(set) var problem: String?

  init(_ options: RecorderOptions) {
    guard options.recordsPython else { return }
    let candidates = ["/dev/shm", options.environment["TMPDIR"] ?? "/tmp", "/tmp", "."]
    for folder in candidates where path == nil { path = Self.make(below: folder) }
    guard let path else {
      problem = "no private folder can be made in /dev/shm or /tmp (\(reason(errno)))"
      return
    }
    do {
      variables = try AgentEnvironment.unpack(
        into: path, pythonPath: options.environment["PYTHONPATH"])
    } catch {
      problem = "\(error)"
    }
  }

  deinit { remove() }

  /// Removes the folder; nothing can be read from it any more.
  func remove() {
    if let path { Self.remove(path, depth: 0) }
    path = nil
  }

  func read() -> AgentRecords {
    guard let path, problem == nil else { return AgentRecords() }
    return AgentRecords.read(from: path)
  }

  private static func make(below folder: String) -> String? {
    var template = Array("\(folder)/stretto-XXXXXX".utf8CString)
    guard unsafe mkdtemp(&template) != nil else { return nil }
    return String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Removes a folder with what is in it; follows no link.
  private static func remove(_ path: String, depth: Int) {
    guard depth < 16, let folder = unsafe opendir(path) else {
      unsafe unlink(path)
      return
    }
    var names: [String] = []
    while let entry = unsafe readdir(folder) {
      let name = unsafe withUnsafeBytes(of: entry.pointee.d_name) {
        unsafe String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    unsafe closedir(folder)
    for name in names {
      let inner = "\(path)/\(name)"
      var status = stat()
      guard unsafe lstat(inner, &status) == 0 else { continue }
      if status.st_mode & S_IFMT == S_IFDIR {
        remove(inner, depth: depth + 1)
      } else {
        unsafe unlink(inner)
      }
    }
    unsafe rmdir(path)
  }
}
