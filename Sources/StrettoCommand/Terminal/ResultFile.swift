@preconcurrency import Glibc

/// A file that takes its name only when it is whole: one that was there stays until then.
struct ResultFile {
  private let path: String
  /// Where the bytes are until they are all there; nil for a device or a pipe, which has no copy.
  private let part: String?
  private let descriptor: Int32

  /// Makes the file beside its name.
  ///
  /// - Throws: `Failure` with status 2 when it cannot be made, or is one of `inputs`.
  init(at name: String, keeping inputs: [String]) throws(Failure) {
    let found = ResultFile.status(name)
    if let found, inputs.compactMap(ResultFile.status).contains(where: { $0 == found }) {
      throw Failure("\(name) is one of the traces: choose another --output")
    }
    if let found, !found.isRegular {
      (path, part) = (name, nil)
      descriptor = open(name, O_WRONLY | O_CLOEXEC)
    } else {
      // The file that a link leads to is replaced, not the link.
      path = ResultFile.resolved(name)
      let beside = "\(path).part-\(getpid())"
      part = beside
      descriptor = open(beside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    }
    guard descriptor >= 0 else {
      throw Failure(
        "cannot write \(name): \(String(cString: strerror(errno))); choose another --output")
    }
  }

  /// Adds bytes.
  ///
  /// - Throws: `Failure` with status 3 when they cannot be written.
  func write(_ bytes: [UInt8]) throws(Failure) {
    if let error = StandardStreams.write(bytes, to: descriptor) { throw failure(error) }
  }

  /// Gives the file its name.
  ///
  /// - Throws: `Failure` with status 3 when it cannot be written to its end.
  func finish() throws(Failure) {
    guard close(descriptor) == 0 else { throw failure(errno) }
    if let part, rename(part, path) != 0 { throw failure(errno) }
  }

  /// Takes what was written away.
  func discard() {
    close(descriptor)
    if let part { unlink(part) }
  }

  private func failure(_ error: Int32) -> Failure {
    Failure(
      "\(path): the result could not be written (\(String(cString: strerror(error)))); "
        + "free space or write it elsewhere", status: ExitStatus.notPossible)
  }

  private struct Status: Equatable {
    var device: dev_t
    var number: ino_t
    var isRegular: Bool
  }

  private static func status(_ path: String) -> Status? {
    var found = stat()
    guard stat(path, &found) == 0 else { return nil }
    return Status(
      device: found.st_dev, number: found.st_ino, isRegular: found.st_mode & S_IFMT == S_IFREG)
  }

  private static func resolved(_ path: String) -> String {
    guard let text = realpath(path, nil) else { return path }
    defer { free(text) }
    return String(cString: text)
  }
}
