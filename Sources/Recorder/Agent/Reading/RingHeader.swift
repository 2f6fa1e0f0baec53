/// The head of a process's file.
struct RingHeader: Equatable {
  var pid: Int32
  var start: Int64
  var lost: Int
  var isClosed: Bool
  var python: String

  /// Nil when it is not one: the file is cut before it, or something else wrote it.
  init?(_ bytes: ArraySlice<UInt8>) {
    let head = RingBytes(bytes)
    guard head.count >= RingLayout.headerSize,
      Array(head.slice(0, RingLayout.magic.count)) == RingLayout.magic,
      head.number(8, as: UInt32.self) == RingLayout.version,
      head.number(12, as: UInt32.self) == UInt32(RingLayout.recordSize),
      let pid = Int32(exactly: head.number(16, as: UInt64.self)), pid > 0,
      let start = Int64(exactly: head.number(24, as: UInt64.self)), start > 0
    else { return nil }
    self.pid = pid
    self.start = start
    // A garbage count is more than a file could ever hold.
    lost = Int(exactly: head.number(32, as: UInt64.self)).map { min($0, 1 << 40) } ?? 1 << 40
    isClosed = head.number(40, as: UInt32.self) == 1
    let text = head.slice(RingLayout.versionOffset, RingLayout.versionSize)
    python = String(decoding: text.prefix { (0x20..<0x7f).contains($0) }, as: UTF8.self)
  }
}
