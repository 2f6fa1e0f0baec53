/// A file taken apart: its records in the order of their slots, and its names.
struct RingContents {
  var header: RingHeader
  var records: [RingRecord] = []
  var texts = RingTexts()
  /// Slots that were taken and never finished, and records that make no sense.
  var damaged = 0
  /// Unfinished slots since the last finished record: nothing if the file ends there.
  private var trailing = 0

  /// Nil when the header cannot be read.
  init?(_ file: RingFile) {
    guard let first = file.pieces.first, first.offset == 0,
      let header = RingHeader(first.bytes[...])
    else { return nil }
    self.header = header
    // The first record is a scratch place.
    let begin = RingLayout.headerSize + RingLayout.recordSize
    for piece in file.pieces { take(piece, from: begin) }
  }

  private mutating func take(_ piece: RingFile.Piece, from begin: Int) {
    var index = max(0, begin - piece.offset)
    while index + RingLayout.recordSize <= piece.bytes.count {
      let bytes = piece.bytes[index..<index + RingLayout.recordSize]
      index += RingLayout.recordSize
      guard let last = bytes.last, last != 0 else {
        trailing += 1
        continue
      }
      damaged += trailing
      trailing = 0
      take(RingBytes(bytes), kind: last)
    }
  }

  private mutating func take(_ bytes: RingBytes, kind: UInt8) {
    guard let kind = RingLayout.Kind(rawValue: kind) else {
      damaged += 1
      return
    }
    if kind == .text {
      if !texts.add(bytes) { damaged += 1 }
    } else if let record = RingRecord(bytes, kind: kind) {
      records.append(record)
    } else {
      damaged += 1
    }
  }
}
