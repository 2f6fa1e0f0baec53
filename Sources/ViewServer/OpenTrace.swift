@preconcurrency import Glibc
import NIOCore

/// An open trace file, closed when the last reference goes.
final class OpenTrace: Sendable {
  private let descriptor: Int32
  /// Bytes at the time of opening; what is promised to the client.
  let length: Int
  let isGzip: Bool

  /// Takes over the descriptor, which is closed even when this throws.
  init(takingOver descriptor: Int32) throws(FileFailure) {
    self.descriptor = descriptor
    do throws(FileFailure) {
      length = try OpenTrace.lengthOfRegularFile(descriptor)
    } catch {
      close(descriptor)
      throw error
    }
    isGzip = OpenTrace.startsLikeGzip(descriptor)
  }

  deinit { close(descriptor) }

  /// What the system said of a file.
  struct FileFailure: Error {
    let reason: String
    static var current: FileFailure { FileFailure(reason: String(cString: strerror(errno))) }
  }

  /// Up to `count` bytes from `offset`; fewer than asked only at the end of the file.
  ///
  /// Blocks, so not for an event loop.
  func read(at offset: Int, count: Int) throws -> ByteBuffer {
    var buffer = ByteBuffer()
    buffer.reserveCapacity(count)
    while buffer.readableBytes < count {
      let position = offset + buffer.readableBytes
      let wanted = count - buffer.readableBytes
      let got = try buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: wanted) { bytes in
        let result = pread(descriptor, bytes.baseAddress, wanted, off_t(position))
        if result < 0, errno != EINTR { throw FileFailure.current }
        return max(result, 0)
      }
      if got == 0 { break }
    }
    return buffer
  }

  private static func lengthOfRegularFile(_ descriptor: Int32) throws(FileFailure) -> Int {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .current }
    guard status.st_mode & S_IFMT == S_IFREG else {
      throw FileFailure(reason: "it is no regular file")
    }
    return Int(status.st_size)
  }

  private static func startsLikeGzip(_ descriptor: Int32) -> Bool {
    var magic: [UInt8] = [0, 0]
    return pread(descriptor, &magic, 2, 0) == 2 && magic == [0x1f, 0x8b]
  }
}
