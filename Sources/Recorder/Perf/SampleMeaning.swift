/// What the samples of a ring tell.
package enum SampleMeaning: Sendable {
  /// Where the program was when the clock struck.
  case callchain
  /// Why a thread leaves its CPU; the kernel's part of the chain says it.
  case blocking(KernelFunctions)
  /// Which thread became ready to run: sched:sched_waking.
  case waking
}

extension PerfRecordParser {
  /// Where the tracepoint has the number of the woken thread, behind its first fields and a name.
  private static let wokenOffset = 24

  /// A sample at a context switch: classified here, so that no chain is kept.
  ///
  /// - Returns: Whether its sizes can be right.
  func appendBlocking(
    _ fields: RecordFields, _ functions: KernelFunctions, to records: inout [PerfRecord]
  ) -> Bool {
    guard let chain = layout.callchain, let count = chainCount(fields, at: chain) else {
      return false
    }
    var blocking = Blocking(call: functions.call(of: fields, from: chain + 8, count: count))
    let registers = chain + 8 + 8 * count
    // PERF_SAMPLE_REGS_ABI_NONE: a thread of the kernel's own.
    if fields.end - fields.start >= registers + 24, fields.long(registers) != 0 {
      blocking.first = fields.long(registers + 8 + 8 * functions.argumentPlaces.0)
      blocking.second = fields.long(registers + 8 + 8 * functions.argumentPlaces.1)
    }
    guard let record = record(of: fields, .blocking(blocking)) else { return false }
    records.append(record)
    return true
  }

  /// A sample of the tracepoint, which is taken on the thread that wakes.
  func appendWaking(_ fields: RecordFields, to records: inout [PerfRecord]) -> Bool {
    guard let raw = layout.raw, fields.end - fields.start >= raw + 4 + Self.wokenOffset + 4,
      let waker = layout.thread.map({ fields.number($0 + 4) }),
      var record = record(of: fields, .waking(by: waker))
    else { return false }
    (record.process, record.thread) = (0, fields.number(raw + 4 + Self.wokenOffset))
    records.append(record)
    return true
  }
}
