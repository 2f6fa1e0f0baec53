/// Where the fields stand that `sample_id_all` puts at the end of every record.
///
/// Found from `sample_type`, never by a fixed offset: one more field there moves
/// all before it (perf_event_open(2), struct sample_id).
package struct SampleTrailer: Sendable {
  // The bits of sample_type that add a field, in the order of the fields.
  private static let threadBit: UInt64 = 1 << 1
  private static let timeBit: UInt64 = 1 << 2
  private static let idBit: UInt64 = 1 << 6
  private static let streamBit: UInt64 = 1 << 9
  private static let cpuBit: UInt64 = 1 << 7
  private static let identifierBit: UInt64 = 1 << 16

  package private(set) var byteCount = 0
  private(set) var thread: Int?
  private(set) var time: Int?
  private(set) var cpu: Int?

  /// Every field is 8 bytes.
  package init(sampleType: UInt64) {
    let order = [
      Self.threadBit, Self.timeBit, Self.idBit, Self.streamBit, Self.cpuBit, Self.identifierBit,
    ]
    for bit in order where sampleType & bit != 0 {
      switch bit {
      case Self.threadBit: thread = byteCount
      case Self.timeBit: time = byteCount
      case Self.cpuBit: cpu = byteCount
      default: break
      }
      byteCount += 8
    }
  }
}
