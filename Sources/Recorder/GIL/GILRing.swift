import Glibc

/// The file of one process (`Sources/Agents/C/Preload/gil_ring.h`), while it is being written.
///
/// It is read with `pread`, never mapped: the process may cut it at any time.
/// That a record lies below `head` says that it is whole: the process stores
/// the head after it. Any byte may be wrong all the same.
struct GILRing {
  private static let magic: UInt64 = 0x314c_4947_4f52_5453
  private static let layout: UInt32 = 1
  private static let headerSize = 4096
  private static let recordSize = 16
  private static let tailOffset = 128
  /// No process has room for more.
  private static let largest: UInt64 = 1 << 18
  private static let isFreeThreaded: UInt32 = 1

  let path: String
  private(set) var process: Int32 = 0
  private(set) var start: Int64 = 0
  private(set) var flags: UInt32 = 0
  private(set) var further: UInt32 = 0
  private(set) var dropped: UInt64 = 0
  private var tail: UInt64 = 0

  var isFreeThreaded: Bool { flags & Self.isFreeThreaded != 0 }

  enum Problem: Error { case unreadable, notReady }

  init(path: String) { self.path = path }

  /// Takes the records that are new, and gives their room back to the process.
  ///
  /// - Returns: How many there were that make no sense.
  mutating func take(_ body: (GILRecord) -> Void) throws(Problem) -> Int {
    let file = unsafe open(path, O_RDWR | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
    guard file >= 0 else { throw .unreadable }
    defer { close(file) }
    // The head first: what follows is at least as new.
    let head: UInt64 = RingBytes(try read(file, 32, 8)[...]).number(0)
    let (origin, capacity) = try header(RingBytes(try read(file, 0, Self.tailOffset)[...]))
    guard capacity > 0, capacity <= Self.largest, origin <= tail, head >= tail,
      head - tail <= capacity
    else { throw .unreadable }
    guard head > tail else { return 0 }
    var senseless = 0
    while tail < head {
      let slot = (tail - origin) % capacity
      let count = Int(min(head - tail, capacity - slot, 1 << 14))
      let bytes = try read(
        file, Self.headerSize + Int(slot) * Self.recordSize, count * Self.recordSize)
      senseless += Self.records(bytes, body)
      tail += UInt64(count)
    }
    giveBack(file)
    return senseless
  }

  private mutating func header(
    _ bytes: RingBytes
  ) throws(Problem) -> (origin: UInt64, capacity: UInt64) {
    let magic: UInt64 = bytes.number(0)
    guard magic != 0 else { throw .notReady }
    guard magic == Self.magic, bytes.number(8, as: UInt32.self) == Self.layout,
      bytes.number(12, as: UInt32.self) == UInt32(Self.recordSize),
      let process = Int32(exactly: bytes.number(16, as: UInt32.self)), process > 0,
      let start = Int64(exactly: bytes.number(24, as: UInt64.self))
    else { throw .unreadable }
    self.process = process
    self.start = start
    flags = bytes.number(20)
    dropped = bytes.number(40)
    further = bytes.number(64)
    return (bytes.number(56), bytes.number(48))
  }

  /// Hands out whole records; gives the number of those that make no sense.
  private static func records(_ bytes: [UInt8], _ body: (GILRecord) -> Void) -> Int {
    var senseless = 0
    // Within the bounds, and any bits are a number: a thread that
    // does nothing else writes a million records a second.
    unsafe bytes.withUnsafeBytes { bytes in
      for offset in stride(from: 0, to: bytes.count - recordSize + 1, by: recordSize) {
        let record = GILRecord(
          time: unsafe bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self),
          thread: unsafe bytes.loadUnaligned(fromByteOffset: offset + 8, as: UInt32.self),
          event: unsafe bytes.loadUnaligned(fromByteOffset: offset + 12, as: UInt32.self))
        if let record { body(record) } else { senseless += 1 }
      }
    }
    return senseless
  }

  /// Reads exactly that many bytes.
  private func read(_ file: Int32, _ offset: Int, _ count: Int) throws(Problem) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: count)
    var filled = 0
    while filled < count {
      let got = unsafe bytes.withUnsafeMutableBytes {
        unsafe pread(
          file, $0.baseAddress?.advanced(by: filled), count - filled, off_t(offset + filled))
      }
      if got < 0, errno == EINTR { continue }
      // None: the process has just made it.
      guard got > 0 else { throw got == 0 ? .notReady : .unreadable }
      filled += got
    }
    return bytes
  }

  private func giveBack(_ file: Int32) {
    var value = tail
    unsafe withUnsafeBytes(of: &value) {
      _ = unsafe pwrite(file, $0.baseAddress, $0.count, off_t(Self.tailOffset))
    }
  }
}
