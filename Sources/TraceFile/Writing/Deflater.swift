import CZlib

/// Compresses text into one gzip member, piece by piece, in bounded memory.
@safe
struct Deflater: ~Copyable {
  /// Compressed bytes are handed on in pieces of at most this size.
  private static let outputSize = 64 * 1024
  /// zlib counts its input in 32 bits.
  private static let largestInput = 1 << 30

  // zlib's state points back at the stream, so that it must not move.
  private let stream: UnsafeMutablePointer<z_stream>
  private var output = [UInt8](repeating: 0, count: outputSize)

  /// Starts a member at a level from 0 (stored) to 9 (smallest), or -1 for zlib's default.
  init(level: Int32) throws(TraceFileError) {
    let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    let status = unsafe stretto_deflate_init_gzip(stream, level)
    guard status == Z_OK else {
      // Before the stream is a property: `deinit` does not run then.
      unsafe stream.deallocate()
      throw TraceFileError(
        .compression, "zlib", "it cannot start to compress at level \(level) (status \(status))",
        advice: "use a level from 0 to 9")
    }
    unsafe self.stream = stream
  }

  deinit {
    unsafe deflateEnd(stream)
    unsafe stream.deallocate()
  }

  /// How far zlib is asked to go.
  enum Goal {
    /// As much as compresses well.
    case more
    /// Everything given so far can be inflated from what is handed on.
    case readable
    /// The member ends.
    case end

    fileprivate var flag: Int32 {
      switch self {
      case .more: Z_NO_FLUSH
      case .readable: Z_SYNC_FLUSH
      case .end: Z_FINISH
      }
    }
  }

  /// Compresses `text` and writes what comes out.
  mutating func compress(
    _ text: Span<UInt8>, _ goal: Goal, to file: inout OutputFile
  ) throws(TraceFileError) {
    var first = 0
    repeat {
      let last = min(text.count, first + Deflater.largestInput)
      let isLast = last == text.count
      try compressPiece(text.extracting(first..<last), isLast ? goal : .more, to: &file)
      first = last
    } while first < text.count
  }

  private mutating func compressPiece(
    _ piece: Span<UInt8>, _ goal: Goal, to file: inout OutputFile
  ) throws(TraceFileError) {
    var consumed = 0
    var status = Z_OK
    var produced = 0
    repeat {
      (status, produced) = step(piece.extracting(consumed...), goal, &consumed)
      // Z_BUF_ERROR only says that there was nothing left to do.
      guard status == Z_OK || status == Z_STREAM_END || status == Z_BUF_ERROR else {
        throw TraceFileError(
          .compression, file.name, "zlib cannot compress the trace (status \(status))")
      }
      try file.write(output.span.extracting(..<produced))
    } while produced == output.count || (goal == .end && status == Z_OK)
  }

  /// One call of `deflate`.
  private mutating func step(
    _ input: Span<UInt8>, _ goal: Goal, _ consumed: inout Int
  ) -> (status: Int32, produced: Int) {
    let stream = unsafe stream
    let (status, unused, free) = unsafe input.withUnsafeBufferPointer { input in
      unsafe output.withUnsafeMutableBufferPointer { output in
        unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: input.baseAddress)
        unsafe stream.pointee.avail_in = UInt32(truncatingIfNeeded: input.count)
        unsafe stream.pointee.next_out = output.baseAddress
        unsafe stream.pointee.avail_out = UInt32(truncatingIfNeeded: output.count)
        let status = unsafe deflate(stream, goal.flag)
        return unsafe (status, stream.pointee.avail_in, stream.pointee.avail_out)
      }
    }
    consumed += input.count - Int(unused)
    return (status, output.count - Int(free))
  }
}
