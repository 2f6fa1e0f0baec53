import CPerf
import Glibc

/// A pipe whose ends are closed with it, and in every program executed.
@safe
final class Pipe {
  private(set) var reading: Int32 = -1
  private(set) var writing: Int32 = -1

  /// Makes the pipe.
  ///
  /// - Parameter blocks: Whether a read waits for bytes and a write for room.
  /// - Throws: `RecorderFailure` when there are too many files open.
  init(blocks: Bool = true) throws(RecorderFailure) {
    var ends: [Int32] = [-1, -1]
    let result = unsafe stretto_pipe(&ends, blocks ? 1 : 0)
    guard result == 0 else {
      throw RecorderFailure("no pipe can be made (\(reason(-result)))")
    }
    (reading, writing) = (ends[0], ends[1])
  }

  deinit {
    closeReading()
    closeWriting()
  }

  func closeReading() {
    if reading >= 0 { close(reading) }
    reading = -1
  }

  func closeWriting() {
    if writing >= 0 { close(writing) }
    writing = -1
  }

  /// Up to `count` bytes; fewer when the other end has closed, or nothing more is there.
  func read(_ count: Int) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var filled = 0
    while filled < count {
      let got = unsafe bytes.withUnsafeMutableBytes {
        unsafe Glibc.read(reading, $0.baseAddress?.advanced(by: filled), count - filled)
      }
      if got < 0, errno == EINTR { continue }
      guard got > 0 else { break }
      filled += got
    }
    return Array(bytes[..<filled])
  }
}
