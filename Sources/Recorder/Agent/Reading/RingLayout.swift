/// The numbers of `layout.py`, which a test compares with it.
enum RingLayout {
  static let magic = Array("STRETPY1".utf8)
  static let version: UInt32 = 1
  static let headerSize = 128
  static let recordSize = 40
  static let versionOffset = 48
  static let versionSize = 24
  static let textBytes = 32

  /// What a record says.
  enum Kind: UInt8, CaseIterable {
    case span = 1
    case step, async, flowStart, flowEnd, thread, executor, process, command, text, call
  }

  /// The record, or the header, that the byte at `offset` belongs to.
  static func start(at offset: Int) -> Int {
    offset < headerSize ? 0 : offset - (offset - headerSize) % recordSize
  }

  /// The end of the record that ends at `offset` or after it.
  static func end(at offset: Int) -> Int {
    guard offset > headerSize else { return headerSize }
    let beyond = (offset - headerSize) % recordSize
    return beyond == 0 ? offset : offset + recordSize - beyond
  }
}
