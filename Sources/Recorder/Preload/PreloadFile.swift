import Glibc

/// A file that the preload library writes in one process: records that go round behind a header.
///
/// It is read with `pread`, never mapped: the process may cut it at any time.
struct PreloadFile: ~Copyable {
  enum Problem: Error {
    /// It is none, or makes no sense.
    case unreadable
    /// Its process has just made it.
    case notReady
  }

  /// Where the reader says how far it has come, in the file of every kind.
  static let tailOffset = 128

  private let descriptor: Int32

  init(path: String) throws(Problem) {
    descriptor = unsafe open(path, O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { throw .unreadable }
  }

  deinit { close(descriptor) }

  /// Reads exactly that many bytes.
  func read(at offset: Int, _ count: Int) throws(Problem) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var filled = 0
    while filled < count {
      let got = unsafe bytes.withUnsafeMutableBytes {
        unsafe pread(
          descriptor, $0.baseAddress?.advanced(by: filled), count - filled, off_t(offset + filled))
      }
      if got < 0, errno == EINTR { continue }
      guard got > 0 else { throw got == 0 ? .notReady : .unreadable }
      filled += got
    }
    return bytes
  }

  /// Gives the room of all records before `tail` back to the process.
  func giveBack(before tail: UInt64) {
    var value = tail
    unsafe withUnsafeBytes(of: &value) {
      _ = unsafe pwrite(descriptor, $0.baseAddress, $0.count, off_t(Self.tailOffset))
    }
  }
}
