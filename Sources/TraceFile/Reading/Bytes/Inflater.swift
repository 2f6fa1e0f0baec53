import CZlib

/// zlib's inflate for gzip streams; owns the stream's state.
@safe struct Inflater: ~Copyable {
  /// How a call to `inflate` ended.
  enum Outcome: Hashable {
    /// More input or more room is needed.
    case more
    /// The member ended, its checksum right.
    case memberEnd
    /// The bytes are no deflate stream, or the checksum is wrong.
    case damaged
    case outOfMemory
  }

  // zlib keeps the stream's address in its own state, so that it must not move.
  private let stream: UnsafeMutablePointer<z_stream>
  /// What zlib says about damage.
  private(set) var words = ""

  init?() {
    unsafe stream = UnsafeMutablePointer.allocate(capacity: 1)
    unsafe stream.initialize(to: z_stream())
    guard unsafe stretto_inflate_init_gzip(stream) == Z_OK else {
      unsafe stream.deallocate()
      return nil
    }
  }

  deinit {
    unsafe inflateEnd(stream)
    unsafe stream.deallocate()
  }

  /// Gets ready for another gzip member.
  mutating func reset() {
    unsafe inflateReset(stream)
  }

  /// Inflates what it can: bytes taken from `input` and bytes put into `output`.
  mutating func inflate(
    _ input: UnsafeMutableRawBufferPointer, into output: UnsafeMutableRawBufferPointer
  ) -> (outcome: Outcome, taken: Int, given: Int) {
    unsafe stream.pointee.next_in = input.baseAddress?.assumingMemoryBound(to: UInt8.self)
    unsafe stream.pointee.avail_in = UInt32(clamping: input.count)
    unsafe stream.pointee.next_out = output.baseAddress?.assumingMemoryBound(to: UInt8.self)
    unsafe stream.pointee.avail_out = UInt32(clamping: output.count)
    let result = unsafe CZlib.inflate(stream, Z_NO_FLUSH)
    let taken = unsafe Int(UInt32(clamping: input.count) - stream.pointee.avail_in)
    let given = unsafe Int(UInt32(clamping: output.count) - stream.pointee.avail_out)
    if let message = unsafe stream.pointee.msg { words = unsafe String(cString: message) }
    let outcome: Outcome =
      switch result {
      case Z_OK, Z_BUF_ERROR: .more
      case Z_STREAM_END: .memberEnd
      case Z_MEM_ERROR: .outOfMemory
      default: .damaged
      }
    return (outcome, taken, given)
  }
}
