/// The file of one process (`Sources/Agents/C/Preload/job_ring.h`), while it is being written.
///
/// Any byte may be wrong.
struct JobRing {
  private static let magic: UInt64 = 0x3153_424f_4a52_5453
  private static let layout: UInt32 = 1
  private static let headerSize = 4096
  private static let objectsSize = 15 * 4096
  private static let recordSize = 32
  private static let stampOffset = 28
  private static let headOffset = 64
  /// No process has room for more.
  private static let largest: UInt64 = 1 << 19
  private static let hasExited: UInt32 = 1

  let path: String
  private(set) var process: Int32 = 0
  private(set) var start: Int64 = 0
  private(set) var dropped: UInt64 = 0
  /// Whether the process ended by itself, and said so.
  private(set) var isExited = false
  /// Which code lies where in the process, a line each.
  private(set) var objects: [UInt8] = []
  private var capacity: UInt64 = 0
  private var tail: UInt64 = 0

  init(path: String) { self.path = path }

  /// Takes the records that are new, and gives their room back to the process.
  ///
  /// - Parameters:
  ///   - isLast: Whether records that are not whole yet never will be.
  ///   - body: Gets the records; those of several threads are not in order.
  /// - Returns: How many there were that make no sense.
  /// - Throws: `notReady` for a file whose process has just made it, `unreadable` for one that
  ///   makes no sense.
  mutating func take(
    isLast: Bool = false, _ body: (JobRecord) -> Void
  ) throws(PreloadFile.Problem) -> Int {
    let file = try PreloadFile(path: path)
    let header = RingBytes(try file.read(at: 0, PreloadFile.tailOffset)[...])
    try check(header, file)
    let head: UInt64 = header.number(Self.headOffset)
    guard head >= tail, head - tail <= capacity else { throw .unreadable }
    guard head > tail else { return 0 }
    var senseless = 0
    while tail < head {
      let slot = tail & (capacity - 1)
      let count = Int(min(head - tail, capacity - slot, 1 << 14))
      let whole = try wholeRecords(file, slot, count)
      guard whole > 0 else {
        guard isLast else { break }
        // Its thread died over it.
        senseless += 1
        tail += 1
        continue
      }
      senseless += Self.records(try read(file, slot: slot, whole), body)
      tail += UInt64(whole)
    }
    file.giveBack(before: tail)
    return senseless
  }

  /// How many records from a slot on are whole.
  ///
  /// Read by themselves, before the records: a copy of a record need not be made in order.
  private func wholeRecords(_ file: borrowing PreloadFile, _ slot: UInt64, _ count: Int)
    throws(PreloadFile.Problem) -> Int
  {
    let bytes = try read(file, slot: slot, count)
    let lap = UInt32(truncatingIfNeeded: tail / capacity + 1) & 0xff_ffff
    // Within the bounds, and any bits are a number.
    return unsafe bytes.withUnsafeBytes { bytes in
      for index in 0..<count {
        let offset = index * Self.recordSize + Self.stampOffset
        let stamp = unsafe bytes.loadUnaligned(fromByteOffset: offset, as: UInt32.self)
        if stamp >> 8 != lap { return index }
      }
      return count
    }
  }

  private mutating func check(_ header: RingBytes, _ file: borrowing PreloadFile) throws(PreloadFile
    .Problem)
  {
    let magic: UInt64 = header.number(0)
    guard magic != 0 else { throw .notReady }
    guard magic == Self.magic, header.number(8, as: UInt32.self) == Self.layout,
      header.number(12, as: UInt32.self) == UInt32(Self.recordSize),
      let process = Int32(exactly: header.number(16, as: UInt32.self)), process > 0,
      let start = Int64(exactly: header.number(24, as: UInt64.self))
    else { throw .unreadable }
    capacity = header.number(32)
    guard capacity > 0, capacity <= Self.largest, capacity & (capacity - 1) == 0 else {
      throw .unreadable
    }
    isExited = header.number(20, as: UInt32.self) & Self.hasExited != 0
    dropped = header.number(48)
    guard self.process == 0 else { return }
    self.process = process
    self.start = start
    let size = min(Int(clamping: header.number(40, as: UInt64.self)), Self.objectsSize)
    objects = try file.read(at: Self.headerSize, size)
  }

  private static func records(_ bytes: [UInt8], _ body: (JobRecord) -> Void) -> Int {
    var senseless = 0
    // Within the bounds, and any bits are a number.
    unsafe bytes.withUnsafeBytes { bytes in
      for offset in stride(from: 0, to: bytes.count - recordSize + 1, by: recordSize) {
        let record = JobRecord(
          time: unsafe bytes.loadUnaligned(fromByteOffset: offset, as: UInt64.self),
          task: unsafe bytes.loadUnaligned(fromByteOffset: offset + 8, as: UInt64.self),
          value: unsafe bytes.loadUnaligned(fromByteOffset: offset + 16, as: UInt64.self),
          thread: unsafe bytes.loadUnaligned(fromByteOffset: offset + 24, as: UInt32.self),
          event: unsafe bytes.loadUnaligned(fromByteOffset: offset + stampOffset, as: UInt8.self))
        if let record { body(record) } else { senseless += 1 }
      }
    }
    return senseless
  }

  // MARK: - The file

  private func read(_ file: borrowing PreloadFile, slot: UInt64, _ count: Int) throws(PreloadFile
    .Problem) -> [UInt8]
  {
    try file.read(
      at: Self.headerSize + Self.objectsSize + Int(slot) * Self.recordSize,
      count * Self.recordSize)
  }
}
