import Glibc
package import TraceModel

/// Tells a recorder that watches a program where the trace is that the program writes itself.
///
/// A small file in the recorder's private folder, whose path the program has in its environment;
/// it is there whole or not at all. A line with five words, and behind it the path as bytes:
///
///     stretto.announcement/1 PROCESS ORIGIN DEVICE INODE
package struct TraceAnnouncement: Hashable, Sendable {
  /// The variable that names the folder, in the environment of programs that are recorded.
  package static let variable = "STRETTO_AGENT_TRACES"
  /// How the names of announcements end.
  package static let suffix = ".trace"
  private static let schema = "stretto.announcement/1"
  private static let longest = 8192

  package var process: Int32
  /// CLOCK_MONOTONIC at the trace's first instant, which is 1 µs in the file.
  package var origin: Nanoseconds
  /// What the file is, so that another one of the same name is not taken for it.
  package var device: UInt64
  package var inode: UInt64
  /// The absolute path, ending in 0.
  package var path: [CChar]

  /// Describes the trace that this process has just created.
  ///
  /// - Returns: nil where the file cannot be found any more.
  package init?(ofTrace path: String, origin: Nanoseconds) {
    var status = stat()
    guard unsafe stat(path, &status) == 0, let resolved = unsafe realpath(path, nil) else {
      return nil
    }
    defer { unsafe free(resolved) }
    // It ends in 0, as `realpath` says.
    self.path = unsafe Array(UnsafeBufferPointer(start: resolved, count: strlen(resolved) + 1))
    process = getpid()
    self.origin = origin
    device = UInt64(status.st_dev)
    inode = UInt64(status.st_ino)
  }

  /// Reads an announcement; nil when it is none.
  package init?(_ bytes: [UInt8]) {
    guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")), bytes.count <= Self.longest else {
      return nil
    }
    let words = String(decoding: bytes[..<end], as: UTF8.self).split(separator: " ")
    let path = bytes[(end + 1)...]
    guard words.count == 5, words[0] == Self.schema, let process = Int32(words[1]), process > 0,
      let origin = Int64(words[2]), origin >= 0, Nanoseconds(origin).isAdmitted,
      let device = UInt64(words[3]), let inode = UInt64(words[4]),
      path.first == UInt8(ascii: "/"), !path.contains(0)
    else { return nil }
    self.process = process
    self.origin = Nanoseconds(origin)
    self.device = device
    self.inode = inode
    self.path = path.map { CChar(bitPattern: $0) } + [0]
  }

  /// The path as text; bytes that are no UTF-8 are shown as U+FFFD.
  package var pathText: String {
    String(decoding: path.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  package var bytes: [UInt8] {
    let words = "\(Self.schema) \(process) \(origin.count) \(device) \(inode)\n"
    return Array(words.utf8) + path.dropLast().map { UInt8(bitPattern: $0) }
  }

  /// Puts the announcement into the recorder's folder.
  ///
  /// A few system calls; what fails is the recorder's loss alone, never the program's.
  package func publish(in folder: String) {
    guard folder.hasPrefix("/"), bytes.count <= Self.longest else { return }
    let name = "\(process)-\(origin.count)"
    let hidden = "\(folder)/.\(name)"
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    let file = unsafe open(hidden, flags, 0o600)
    guard file >= 0 else { return }
    let bytes = bytes
    let written = unsafe bytes.withUnsafeBytes { unsafe write(file, $0.baseAddress, $0.count) }
    close(file)
    guard written == bytes.count, unsafe rename(hidden, "\(folder)/\(name)\(Self.suffix)") == 0
    else {
      unsafe unlink(hidden)
      return
    }
  }
}
