extension PipeEnd {
  /// Larger payloads are sent in two parts, so that the last part's start is
  /// close to the instant they have been sent.
  private static let splitSize = 32 << 10

  /// Sends a frame.
  ///
  /// - Parameters:
  ///   - kind: what it is.
  ///   - payload: at most `Frame.largestPayload` bytes.
  ///   - aboutToEnd: called before the last bytes are written, which the other
  ///     side cannot have seen yet.
  /// - Throws: `closed` when nobody reads any more.
  func send(
    _ kind: Frame.Kind, _ payload: [UInt8], aboutToEnd: () -> Void = {}
  ) throws(PipeFailure) {
    let header = Frame.header(kind, payloadSize: payload.count)
    guard payload.count > PipeEnd.splitSize else {
      aboutToEnd()
      return try write(header + payload)
    }
    try write(header)
    let end = payload.count - 1
    try write(payload[..<end])
    aboutToEnd()
    try write(payload[end...])
  }

  /// Receives a frame; `closed` when there is none any more.
  func receive(deadline: Int64? = nil) throws(PipeFailure) -> Frame {
    let header = try read(Frame.headerSize, deadline: deadline)
    guard let (kind, size) = Frame.announced(by: header) else { throw .garbled }
    return Frame(kind: kind, payload: try read(size, deadline: deadline))
  }
}
