/// One message between the processes of a pool: 8 bytes of header, then the payload.
///
/// The header is the version, the kind, two zero bytes, and the payload's length
/// as four bytes, lowest first.
struct Frame {
  enum Kind: UInt8 {
    /// Worker to pool, first thing: ready to work.
    case hello = 1
    case request, result, failure
    /// On the trace pipe: encoded events.
    case events
  }

  static let version: UInt8 = 1
  static let headerSize = 8
  /// The largest payload: larger arguments and results are refused.
  static let largestPayload = 256 << 20

  var kind: Kind
  var payload: [UInt8]

  static func header(_ kind: Kind, payloadSize: Int) -> [UInt8] {
    var writer = ByteWriter()
    writer.append(raw: [version, kind.rawValue, 0, 0])
    writer.appendFixed(UInt32(truncatingIfNeeded: payloadSize))
    return writer.bytes
  }

  /// What a header announces; nil when it is not one of ours.
  static func announced(by header: [UInt8]) -> (kind: Kind, payloadSize: Int)? {
    guard header.count == headerSize, header[0] == version, header[2] == 0, header[3] == 0,
      let kind = Kind(rawValue: header[1])
    else { return nil }
    let size = (4..<8).reduce(0) { $0 | Int(header[$1]) << (($1 - 4) * 8) }
    return size <= largestPayload ? (kind, size) : nil
  }
}

/// Why no frame could be sent or received.
enum PipeFailure: Error, Equatable {
  /// The other side has closed its end, or has ended.
  case closed
  /// What came is not a frame.
  case garbled
  case timedOut
  case system(Int32)
}
