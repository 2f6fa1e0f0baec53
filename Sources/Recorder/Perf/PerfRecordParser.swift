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
    /// The same from an event on every process: who comes next, or was before, goes first.
    static let contextSwitchOfAny: UInt32 = 15
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
  let layout: SampleLayout
  private var meaning: SampleMeaning
  /// Records that were too short for their kind, or of an impossible size.
  package private(set) var malformed = 0

  package init(sampleType: UInt64, samples meaning: SampleMeaning = .callchain) {
    trailer = SampleTrailer(sampleType: sampleType)
    layout = SampleLayout(sampleType: sampleType)
    self.meaning = meaning
  }

  /// Appends the records of a piece, which starts and ends at a record's border.
  package mutating func parse(_ bytes: [UInt8], into records: inout [PerfRecord]) {
    var start = 0
    while start < bytes.count {
      guard start + Self.headerSize <= bytes.count else {
        malformed += 1
        return
      }
      let header = RecordFields(bytes: bytes, start: start, end: start + Self.headerSize)
      let size = Int(header.half(6))
      guard size >= Self.headerSize, start + size <= bytes.count else {
        malformed += 1
        return
      }
      let body = RecordFields(bytes: bytes, start: start + Self.headerSize, end: start + size)
      append(header.word(0), header.half(4), body, to: &records)
      start += size
    }
  }

  private mutating func append(
    _ type: UInt32, _ misc: UInt16, _ fields: RecordFields, to records: inout [PerfRecord]
  ) {
    if type == Code.sample {
      let isSound =
        switch meaning {
        case .callchain: appendSample(fields, to: &records)
        case .blocking(let functions): appendBlocking(fields, functions, to: &records)
        case .waking: appendWaking(fields, to: &records)
        }
      if !isSound { malformed += 1 }
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
    case Code.contextSwitch, Code.contextSwitchOfAny:
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

  private func appendSample(_ fields: RecordFields, to records: inout [PerfRecord]) -> Bool {
    guard let chain = layout.callchain else { return true }
    guard let count = chainCount(fields, at: chain) else { return false }
    let addresses = (0..<count).map { fields.long(chain + 8 + 8 * $0) }
    guard let record = record(of: fields, .sample(callchain: addresses)) else { return true }
    records.append(record)
    return true
  }

  /// How many entries the chain of a sample has; nil when there is no room for so many.
  func chainCount(_ fields: RecordFields, at chain: Int) -> Int? {
    let room = fields.end - fields.start - chain - 8
    guard room >= 0 else { return nil }
    let count = fields.long(chain)
    guard count <= UInt64(room / 8), count <= UInt64(Self.longestChain) else { return nil }
    return Int(count)
  }

  /// A record of the thread and the time that a sample tells; nil when it tells neither.
  func record(of fields: RecordFields, _ kind: PerfRecord.Kind) -> PerfRecord? {
    guard let time = layout.time, let thread = layout.thread else { return nil }
    return PerfRecord(
      time: Int64(truncatingIfNeeded: fields.long(time)), process: fields.number(thread),
      thread: fields.number(thread + 4), cpu: layout.cpu.map { fields.number($0) } ?? -1,
      kind: kind)
  }

  /// PERF_RECORD_MMAP2.
  private static func mapping(_ misc: UInt16, _ fields: RecordFields, _ body: Int) -> CodeMapping {
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
    case Code.contextSwitchOfAny: 8
    case Code.fork, Code.exit: 24
    case Code.name: 9
    case Code.mapping: 65
    case Code.lost: 16
    case Code.lostSamples: 8
    default: nil
    }
  }
}
