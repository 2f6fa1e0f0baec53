internal import Glibc

/// The bytes of a process's file that were ever written.
///
/// The file is sparse: what lies between its pieces was never touched. The process
/// may still be writing; a piece is what is there when it is read.
struct RingFile {
  struct Piece {
    /// Where it lies in the file.
    var offset: Int
    var bytes: [UInt8]
  }

  enum Problem: Error, Equatable {
    case notAFile
    case system(Int32)
  }

  /// No agent writes more than this.
  static let largest = 64 << 20

  /// `SEEK_DATA` and `SEEK_HOLE` of Linux, which the C library only names on request.
  private static let seekData: Int32 = 3
  private static let seekHole: Int32 = 4

  private(set) var pieces: [Piece] = []
  private(set) var byteCount = 0

  /// Reads the file, `limit` bytes at most.
  init(path: String, limit: Int = largest) throws(Problem) {
    let descriptor = unsafe open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard descriptor >= 0 else { throw .system(errno) }
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw .system(errno) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .notAFile }
    let end = min(Int(status.st_size), limit)
    var offset = 0
    while offset < end {
      let data = lseek(descriptor, off_t(offset), Self.seekData)
      guard data >= 0, data < end else { break }
      let hole = lseek(descriptor, data, Self.seekHole)
      let stop = hole > data ? min(Int(hole), end) : end
      // Pieces begin where a record does: the header's size and records tile the file.
      let start = RingLayout.start(at: Int(data))
      try read(descriptor, from: start, to: stop)
      offset = stop
    }
  }

  /// Whether its process ended before the agent had written the first word: it wrote no record.
  var isUnopened: Bool {
    guard let first = pieces.first else { return true }
    return first.offset == 0 && first.bytes.prefix(RingLayout.magic.count).allSatisfy { $0 == 0 }
  }

  private mutating func read(
    _ descriptor: Int32, from start: Int, to stop: Int
  ) throws(Problem) {
    var bytes = [UInt8](repeating: 0, count: max(0, RingLayout.end(at: stop) - start))
    var count = 0
    while count < bytes.count {
      let got = unsafe bytes.withUnsafeMutableBytes { buffer in
        unsafe pread(
          descriptor, buffer.baseAddress?.advanced(by: count), buffer.count - count,
          off_t(start + count))
      }
      if got < 0, errno == EINTR { continue }
      guard got >= 0 else { throw .system(errno) }
      guard got > 0 else { break }
      count += got
    }
    bytes.removeLast(bytes.count - count)
    pieces.append(Piece(offset: start, bytes: bytes))
    byteCount += count
  }
}
