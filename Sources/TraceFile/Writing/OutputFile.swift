import Glibc

/// An open descriptor that is written from start to end, and closed in any case.
///
/// SIGPIPE is the caller's business: a program that writes to a pipe ignores
/// it, and then learns of the reader's end by an error.
package struct OutputFile: ~Copyable {
  /// What errors call it: the path as the caller gave it.
  let name: String
  private(set) var byteCount = 0
  private var descriptor: Int32

  /// Takes the descriptor over.
  init(descriptor: Int32, name: String) {
    self.descriptor = descriptor
    self.name = name
  }

  /// Creates the file; one that exists is refused unless `overwriting`, in one
  /// system call, so that no other process can slip in between.
  package init(creating path: String, overwriting: Bool) throws(TraceFileError) {
    let flags = O_WRONLY | O_CREAT | O_CLOEXEC | (overwriting ? O_TRUNC : O_EXCL)
    var descriptor: Int32
    repeat {
      descriptor = unsafe open(path, flags, 0o666)
    } while descriptor < 0 && errno == EINTR
    guard descriptor >= 0 else { throw OutputFile.creationFailure(path, errno) }
    self.init(descriptor: descriptor, name: path)
  }

  deinit {
    if descriptor >= 0 { _ = Glibc.close(descriptor) }
  }

  /// Writes all the bytes, however many calls it takes.
  package mutating func write(_ bytes: Span<UInt8>) throws(TraceFileError) {
    var first = 0
    while first < bytes.count {
      let written = unsafe bytes.extracting(first...).withUnsafeBytes { bytes in
        unsafe Glibc.write(descriptor, bytes.baseAddress, bytes.count)
      }
      if written > 0 {
        first += written
        byteCount += written
      } else if written < 0, errno == EAGAIN {
        waitUntilWritable()
      } else if written == 0 || errno != EINTR {
        throw writingFailure(written < 0 ? errno : EIO)
      }
    }
  }

  /// Closes the file; the last bytes may fail only here.
  package mutating func close() throws(TraceFileError) {
    guard descriptor >= 0 else { return }
    let result = Glibc.close(descriptor)
    descriptor = -1
    // After EINTR Linux has closed the descriptor.
    if result != 0, errno != EINTR { throw writingFailure(errno) }
  }

  private func waitUntilWritable() {
    var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
    _ = unsafe poll(&waiting, 1, -1)
  }

  private func writingFailure(_ errorNumber: Int32) -> TraceFileError {
    let isFull = errorNumber == ENOSPC || errorNumber == EDQUOT
    return TraceFileError(
      isFull ? .noSpace : .cannotWrite, name, "the trace cannot be written further",
      advice: isFull
        ? "free some space or choose another folder; what was written before stays readable"
        : "what was written before stays readable",
      errorNumber: errorNumber)
  }

  private static func creationFailure(_ path: String, _ errorNumber: Int32) -> TraceFileError {
    if errorNumber == EEXIST {
      return TraceFileError(
        .exists, path, "a file of that name exists already",
        advice: "choose another name, or allow overwriting it")
    }
    return TraceFileError(
      errorNumber == ENOSPC || errorNumber == EDQUOT ? .noSpace : .cannotOpen, path,
      "the file cannot be created", advice: "choose a folder that exists and that you may write to",
      errorNumber: errorNumber)
  }
}
