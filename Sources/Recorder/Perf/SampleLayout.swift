/// Where the fields of a sample stand: they come first, in another order than in
/// the trailer of the other records (perf_event_open(2), PERF_RECORD_SAMPLE).
package struct SampleLayout: Sendable {
  private static let identifierBit: UInt64 = 1 << 16
  private static let threadBit: UInt64 = 1 << 1
  private static let timeBit: UInt64 = 1 << 2
  private static let cpuBit: UInt64 = 1 << 7
  /// Fields of 8 bytes up to the callchain, in their order: identifier, ip, tid,
  /// time, addr, id, stream, cpu, period.
  private static let fixedBits = [16, 0, 1, 2, 3, 6, 9, 7, 8].map { UInt64(1) << UInt64($0) }
  /// Of no fixed size, and before the callchain.
  private static let readBit: UInt64 = 1 << 4
  private static let callchainBit: UInt64 = 1 << 5
  private static let rawBit: UInt64 = 1 << 10

  private(set) var thread: Int?
  private(set) var time: Int?
  private(set) var cpu: Int?
  /// Where the number of the chain's entries stands; the entries follow.
  private(set) var callchain: Int?
  /// Where the size of the tracepoint's own fields stands; they follow.
  private(set) var raw: Int?

  package init(sampleType: UInt64) {
    var offset = 0
    for bit in Self.fixedBits where sampleType & bit != 0 {
      switch bit {
      case Self.threadBit: thread = offset
      case Self.timeBit: time = offset
      case Self.cpuBit: cpu = offset
      default: break
      }
      offset += 8
    }
    guard sampleType & Self.readBit == 0 else { return }
    if sampleType & Self.callchainBit != 0 {
      callchain = offset
    } else if sampleType & Self.rawBit != 0 {
      raw = offset
    }
  }
}
