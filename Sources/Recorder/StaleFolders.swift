import Glibc

/// The private folders of recorders: in use, or left behind by one that was killed.
enum StaleFolders {
  private static let prefix = "stretto-"
  /// What mkdtemp puts after it.
  private static let suffixLength = 6
  private static let lockName = "recorder"
  /// Seconds after which a folder without a living recorder is no longer just being made.
  private static let grace = 10
  private static let deepest = 16

  /// Marks a folder as used for as long as this process lives.
  ///
  /// - Returns: The descriptor that holds the lock, or -1.
  static func claim(_ folder: String) -> Int32 {
    let file = unsafe open("\(folder)/\(lockName)", O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    if file >= 0 { flock(file, LOCK_EX | LOCK_NB) }
    return file
  }

  /// Removes the user's folders whose recorder is gone and which no process uses.
  static func sweep(below folder: String) {
    for name in FolderListing.names(in: folder) ?? []
    where name.hasPrefix(prefix) && name.count == prefix.count + suffixLength {
      let path = "\(folder)/\(name)"
      if isAbandoned(path), !isUsed(path) { remove(path) }
    }
  }

  private static func isAbandoned(_ path: String) -> Bool {
    var status = stat()
    guard unsafe lstat(path, &status) == 0, status.st_mode == S_IFDIR | 0o700,
      status.st_uid == geteuid()
    else { return false }
    let file = unsafe open("\(path)/\(lockName)", O_RDWR | O_NOFOLLOW | O_CLOEXEC)
    guard file >= 0 else { return false }
    defer { close(file) }
    guard unsafe fstat(file, &status) == 0, status.st_mtim.tv_sec < time(nil) - grace else {
      return false
    }
    return flock(file, LOCK_EX | LOCK_NB) == 0
  }

  /// Whether a living process of the user was given the folder in its environment.
  static func isUsed(_ path: String) -> Bool {
    let wanted = Array(path.utf8)
    return (FolderListing.names(in: "/proc") ?? []).contains { name in
      guard Int32(name) != nil, Int32(name) != getpid() else { return false }
      return KernelFile.contains(wanted, in: "/proc/\(name)/environ")
    }
  }

  /// Removes a folder with what is in it; follows no link.
  static func remove(_ path: String) { remove(path, depth: 0) }

  private static func remove(_ path: String, depth: Int) {
    var status = stat()
    guard depth < deepest, unsafe lstat(path, &status) == 0 else { return }
    guard status.st_mode & S_IFMT == S_IFDIR else {
      unsafe unlink(path)
      return
    }
    for name in FolderListing.names(in: path) ?? [] { remove("\(path)/\(name)", depth: depth + 1) }
    unsafe rmdir(path)
  }
}
