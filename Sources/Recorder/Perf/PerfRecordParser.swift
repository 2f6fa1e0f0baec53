/// Reads the kernel's records from bytes, every size checked.
///
/// Records of kinds that are not asked for are passed over; one whose size
/// cannot be right ends the piece, and is counted with the bytes behind it.
package struct PerfRecordParser: Sendable {
  // perf_event_type and misc bits of linux/perf_event.h.
  private enum Code {
    static let lost: UInt32 = 2
    static let name: UInt32 = 3
    static let exit: UInt32 = 4
    static let fork: UInt32 = 7
    static let sample: UInt32 = 9
    static let mapping: UInt32 = 10
    static let lostSamples: UInt32 = 13
    static let contextSwitch: UInt32 = 14
  }
  private static let outBit: UInt16 = 1 << 13
  private static let preemptedBit: UInt16 = 1 << 14
  private static let execBit: UInt16 = 1 << 13
  private static let buildIDBit: UInt16 = 1 << 14
  private static let headerSize = 8
  /// TASK_COMM_LEN, rounded up as the kernel does, with room to spare.
  private static let longestName = 64
  /// PATH_MAX.
  private static let longestPath = 4096
  /// The kernel's limit is kernel.perf_event_max_stack, 127 where nobody changed it.
  private static let longestChain = 1024

  private let trailer: SampleTrailer
  private let layout: SampleLayout
  /// Records that were too short for their kind, or of an impossible size.
  package private(set) var malformed = 0

  package init(sampleType: UInt64) {
    trailer = SampleTrailer(sampleType: sampleType)
    layout = SampleLayout(sampleType: sampleType)
  }

  /// Appends the records of a piece, which starts and ends at a record's border.
  package mutating func parse(_ bytes: [UInt8], into records: inout [PerfRecord]) {
    var start = 0
    while start < bytes.count {
      guard start + Self.headerSize <= bytes.count else {
        malformed += 1
        return
      }
      let header = Fields(bytes: bytes, start: start, end: start + Self.headerSize)
      let size = Int(header.half(6))
      guard size >= Self.headerSize, start + size <= bytes.count else {
        malformed += 1
        return
      }
      let body = Fields(bytes: bytes, start: start + Self.headerSize, end: start + size)
      append(header.word(0), header.half(4), body, to: &records)
      start += size
    }
  }

  private mutating func append(
    _ type: UInt32, _ misc: UInt16, _ fields: Fields, to records: inout [PerfRecord]
  ) {
    if type == Code.sample {
      appendSample(fields, to: &records)
      return
    }
    guard let smallest = Self.bodySize(of: type) else { return }
    let body = fields.end - fields.start - trailer.byteCount
    guard body >= smallest, let time = trailer.time else {
      malformed += 1
      return
    }
    let id = fields.end - trailer.byteCount - fields.start
    var record = PerfRecord(
      time: Int64(truncatingIfNeeded: fields.long(id + time)),
      process: trailer.thread.map { fields.number(id + $0) } ?? 0,
      thread: trailer.thread.map { fields.number(id + $0 + 4) } ?? 0,
      cpu: trailer.cpu.map { fields.number(id + $0) } ?? -1, kind: .exit)
    switch type {
    case Code.contextSwitch:
      let isOut = misc & Self.outBit != 0
      record.kind =
        isOut ? .switchOut(isPreempted: misc & Self.preemptedBit != 0) : .switchIn
    case Code.fork:
      record.kind = .fork(parentProcess: fields.number(4), parentThread: fields.number(12))
      (record.process, record.thread) = (fields.number(0), fields.number(8))
    case Code.exit:
      (record.process, record.thread) = (fields.number(0), fields.number(8))
    case Code.name:
      let text = fields.text(8, limit: min(body - 8, Self.longestName))
      record.kind = .name(text, isExec: misc & Self.execBit != 0)
      (record.process, record.thread) = (fields.number(0), fields.number(4))
    case Code.mapping:
      record.kind = .mapping(Self.mapping(misc, fields, body))
      (record.process, record.thread) = (fields.number(0), fields.number(4))
    default:
      let count = fields.long(type == Code.lost ? 8 : 0)
      record.kind = .lost(Int(clamping: count))
    }
    records.append(record)
  }

  private mutating func appendSample(_ fields: Fields, to records: inout [PerfRecord]) {
    guard let time = layout.time, let thread = layout.thread, let chain = layout.callchain else {
      return
    }
    let room = fields.end - fields.start - chain - 8
    let count = room < 0 ? 0 : fields.long(chain)
    guard room >= 0, count <= UInt64(room / 8), count <= UInt64(Self.longestChain) else {
      malformed += 1
      return
    }
    let addresses = (0..<Int(count)).map { fields.long(chain + 8 + 8 * $0) }
    records.append(
      PerfRecord(
        time: Int64(truncatingIfNeeded: fields.long(time)), process: fields.number(thread),
        thread: fields.number(thread + 4), cpu: layout.cpu.map { fields.number($0) } ?? -1,
        kind: .sample(callchain: addresses)))
  }

  /// PERF_RECORD_MMAP2.
  private static func mapping(_ misc: UInt16, _ fields: Fields, _ body: Int) -> CodeMapping {
    let path = fields.text(64, limit: min(body - 64, longestPath))
    var mapping = CodeMapping(
      start: fields.long(8), length: fields.long(16), offset: fields.long(24), path: path)
    if misc & buildIDBit != 0 {
      let count = min(Int(fields.byte(32)), 20)
      mapping.buildID = (0..<count).map { fields.byte(36 + $0) }
    } else {
      mapping.inode = fields.long(40)
    }
    return mapping
  }

  /// The bytes between header and trailer that a kind must have; nil for kinds not read.
  private static func bodySize(of type: UInt32) -> Int? {
    switch type {
    case Code.contextSwitch: 0
    case Code.fork, Code.exit: 24
    case Code.name: 9
    case Code.mapping: 65
    case Code.lost: 16
    case Code.lostSamples: 8
    default: nil
    }
  }

  /// A part of the bytes; the kernel writes in the machine's own order.
  private struct Fields {
    let bytes: [UInt8]
    let start: Int
    let end: Int

    func byte(_ offset: Int) -> UInt8 { UInt8(truncatingIfNeeded: little(offset, 1)) }
    func half(_ offset: Int) -> UInt16 { UInt16(truncatingIfNeeded: little(offset, 2)) }
    func word(_ offset: Int) -> UInt32 { UInt32(truncatingIfNeeded: little(offset, 4)) }
    func number(_ offset: Int) -> Int32 { Int32(bitPattern: word(offset)) }
    func long(_ offset: Int) -> UInt64 { little(offset, 8) }

    func text(_ offset: Int, limit: Int) -> String {
      let first = start + offset
      let last = min(end, first + max(0, limit))
      guard first < last else { return "" }
      return String(decoding: bytes[first..<last].prefix { $0 != 0 }, as: UTF8.self)
    }

    private func little(_ offset: Int, _ count: Int) -> UInt64 {
      let first = start + offset
      guard offset >= 0, first + count <= end else { return 0 }
      var value: UInt64 = 0
      for index in 0..<count { value |= UInt64(bytes[first + index]) << UInt64(8 * index) }
      return value
    }
  }
}
