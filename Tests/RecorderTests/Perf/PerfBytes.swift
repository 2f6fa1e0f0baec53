/// Builds the bytes of the kernel's records, as perf_event_open(2) describes them.
struct PerfBytes {
  static let threadAndTimeAndCPU: UInt64 = 1 << 1 | 1 << 2 | 1 << 7

  var bytes: [UInt8] = []
  /// Which fields the trailer has.
  var sampleType = threadAndTimeAndCPU

  mutating func contextSwitch(
    out: Bool, preempted: Bool = false, process: Int32, thread: Int32, time: Int64, cpu: Int32
  ) {
    let misc: UInt16 = (out ? 1 << 13 : 0) | (preempted ? 1 << 14 : 0)
    record(14, misc, [], process, thread, time, cpu)
  }

  /// As events on every process have it: who comes next goes first.
  mutating func anySwitch(
    out: Bool, preempted: Bool = false, process: Int32, thread: Int32, time: Int64, cpu: Int32
  ) {
    let misc: UInt16 = (out ? 1 << 13 : 0) | (preempted ? 1 << 14 : 0)
    record(15, misc, [99, 98].flatMap(Self.word), process, thread, time, cpu)
  }

  /// A sample at a context switch: the callchain, then two registers.
  mutating func blocking(
    _ chain: [UInt64], registers: (UInt64, UInt64)?, process: Int32, thread: Int32, time: Int64
  ) {
    var body = Self.word(process) + Self.word(thread) + Self.long(time) + Self.long(0)
    body += Self.long(Int64(chain.count)) + chain.flatMap { Self.long(Int64(bitPattern: $0)) }
    if let registers {
      body += Self.long(2)
      body += [registers.0, registers.1].flatMap { Self.long(Int64(bitPattern: $0)) }
    } else {
      body += Self.long(0)
    }
    sample(body)
  }

  /// sched:sched_waking.
  mutating func waking(_ woken: Int32, by waker: Int32, time: Int64) {
    var body = Self.word(1) + Self.word(waker) + Self.long(time) + Self.long(0)
    body += Self.word(40) + [UInt8](repeating: 7, count: 24) + Self.word(woken)
    body += [UInt8](repeating: 7, count: 12)
    sample(body)
  }

  private mutating func sample(_ body: [UInt8]) {
    let size = UInt16(8 + body.count)
    bytes += Self.word(9) + [0, 0, UInt8(size & 255), UInt8(size >> 8)] + body
  }

  mutating func fork(
    process: Int32, thread: Int32, parent: Int32, parentThread: Int32, time: Int64
  ) {
    let body = [process, parent, thread, parentThread].flatMap(Self.word) + Self.long(time)
    record(7, 0, body, parent, parentThread, time, 0)
  }

  mutating func exit(process: Int32, thread: Int32, time: Int64) {
    let body = [process, 1, thread, 1].flatMap(Self.word) + Self.long(time)
    record(4, 0, body, process, thread, time, 0)
  }

  mutating func name(_ name: String, exec: Bool, process: Int32, thread: Int32, time: Int64) {
    var text = Array(name.utf8) + [0]
    while text.count % 8 != 0 { text.append(0) }
    record(
      3, exec ? 1 << 13 : 0, [process, thread].flatMap(Self.word) + text, process, thread, time, 0)
  }

  mutating func lost(_ count: Int64, time: Int64) {
    record(2, 0, Self.long(77) + Self.long(count), 0, 0, time, 0)
  }

  /// A sample of pid, tid, time, cpu and the chain, with what `sampleType` adds between them.
  mutating func sample(
    _ chain: [UInt64], process: Int32, thread: Int32, time: Int64, cpu: Int32
  ) {
    var body: [UInt8] = []
    if sampleType & 1 << 16 != 0 { body += Self.long(0x3333) }
    if sampleType & 1 != 0 { body += Self.long(0x4444) }
    body += Self.word(process) + Self.word(thread) + Self.long(time)
    if sampleType & 1 << 6 != 0 { body += Self.long(0x1111) }
    if sampleType & 1 << 9 != 0 { body += Self.long(0x2222) }
    body += Self.word(cpu) + Self.word(0)
    if sampleType & 1 << 8 != 0 { body += Self.long(0x5555) }
    body += Self.long(Int64(chain.count)) + chain.flatMap { Self.long(Int64(bitPattern: $0)) }
    let size = UInt16(8 + body.count)
    bytes += Self.word(9) + [2, 0] + [UInt8(size & 255), UInt8(size >> 8)] + body
  }

  /// PERF_RECORD_MMAP2, with a build id or with the file's numbers.
  mutating func mapping(
    _ path: String, start: Int64, length: Int64, offset: Int64, buildID: [UInt8]?, inode: Int64,
    process: Int32, time: Int64
  ) {
    var body = Self.word(process) + Self.word(process)
    body += Self.long(start) + Self.long(length) + Self.long(offset)
    if let buildID {
      let padded = buildID + [UInt8](repeating: 0, count: 20 - buildID.count)
      body += [UInt8(buildID.count), 0, 0, 0] + padded
    } else {
      body += Self.word(8) + Self.word(1) + Self.long(inode) + Self.long(3)
    }
    body += Self.word(5) + Self.word(2)
    var text = Array(path.utf8) + [0]
    while text.count % 8 != 0 { text.append(0) }
    record(10, buildID == nil ? 2 : 2 | 1 << 14, body + text, process, process, time, 0)
  }

  mutating func unknown(time: Int64) { record(99, 0, [1, 2, 3, 4, 5, 6, 7, 8], 1, 1, time, 0) }

  private mutating func record(
    _ type: Int32, _ misc: UInt16, _ body: [UInt8], _ process: Int32, _ thread: Int32,
    _ time: Int64, _ cpu: Int32
  ) {
    var trailer: [UInt8] = []
    if sampleType & 1 << 1 != 0 { trailer += Self.word(process) + Self.word(thread) }
    if sampleType & 1 << 2 != 0 { trailer += Self.long(time) }
    if sampleType & 1 << 6 != 0 { trailer += Self.long(0x1111) }
    if sampleType & 1 << 9 != 0 { trailer += Self.long(0x2222) }
    if sampleType & 1 << 7 != 0 { trailer += Self.word(cpu) + Self.word(0) }
    if sampleType & 1 << 16 != 0 { trailer += Self.long(0x3333) }
    let size = UInt16(8 + body.count + trailer.count)
    bytes += Self.word(type) + [UInt8(misc & 255), UInt8(misc >> 8)]
    bytes += [UInt8(size & 255), UInt8(size >> 8)] + body + trailer
  }

  private static func word(_ value: Int32) -> [UInt8] {
    withUnsafeBytes(of: value.littleEndian) { Array($0) }
  }

  private static func long(_ value: Int64) -> [UInt8] {
    withUnsafeBytes(of: value.littleEndian) { Array($0) }
  }
}
