@preconcurrency import Glibc
import Stretto
import TraceModel

/// A folder for temporary files that only this user can enter; removed at the end.
struct PrivateFolder: ~Copyable {
  let path: String

  /// Makes the folder in `TMPDIR`, or in /tmp.
  init() throws(FileError) {
    let parent = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
    var template = Array("\(parent)/stretto-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw FileError("make a folder in", parent) }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit { rmdir(path) }

  /// Writes a new file, waits until the disk has it, and removes it.
  ///
  /// The wait is declared as `io`.
  static func write(_ bytes: [UInt8], to path: String, tracer: Tracer?) throws {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw FileError("create", path) }
    defer {
      close(descriptor)
      unlink(path)
    }
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno != EINTR { throw FileError("write", path) }
      rest = rest.dropFirst(max(count, 0))
    }
    guard blocking(tracer, { fsync(descriptor) }) == 0 else { throw FileError("sync", path) }
  }
}

/// A file operation that the system refused, in one sentence.
package struct FileError: Error, Hashable, CustomStringConvertible {
  package var description: String

  init(_ operation: String, _ path: String, code: Int32 = errno) {
    description = "cannot \(operation) \(path): \(String(cString: strerror(code)))"
  }
}
