/// The file of one process (`Sources/Agents/C/Preload/gil_ring.h`), while it is being written.
///
/// That a record lies below `head` says that it is whole: the process stores
/// the head after it. Any byte may be wrong all the same.
struct GILRing {
  private static let magic: UInt64 = 0x314c_4947_4f52_5453
  private static let layout: UInt32 = 1
  private static let headerSize = 4096
  private static let recordSize = 16
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

  init(path: String) { self.path = path }

  /// Takes the records that are new, and gives their room back to the process.
  ///
  /// - Returns: How many there were that make no sense.
  mutating func take(_ body: (GILRecord) -> Void) throws(PreloadFile.Problem) -> Int {
    let file = try PreloadFile(path: path)
    // The head first: what follows is at least as new.
    let head: UInt64 = RingBytes(try file.read(at: 32, 8)[...]).number(0)
    let (origin, capacity) = try header(
      RingBytes(try file.read(at: 0, PreloadFile.tailOffset)[...]))
    guard capacity > 0, capacity <= Self.largest, origin <= tail, head >= tail,
      head - tail <= capacity
    else { throw .unreadable }
    guard head > tail else { return 0 }
    var senseless = 0
    while tail < head {
      let slot = (tail - origin) % capacity
      let count = Int(min(head - tail, capacity - slot, 1 << 14))
      let bytes = try file.read(
        at: Self.headerSize + Int(slot) * Self.recordSize, count * Self.recordSize)
      senseless += Self.records(bytes, body)
      tail += UInt64(count)
    }
    file.giveBack(before: tail)
    return senseless
  }

  private mutating func header(
    _ bytes: RingBytes
  ) throws(PreloadFile.Problem) -> (origin: UInt64, capacity: UInt64) {
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
}
