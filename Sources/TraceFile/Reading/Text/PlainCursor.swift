import TraceModel

/// Reads fields of events in one block as nearly every producer writes them.
///
/// Plain means: strings without escapes, unsigned numbers without exponents,
/// all of it in this block. At anything else the cursor stops where the field
/// starts and changes nothing, and the slower `EventScanner` reads that one
/// field; so what is accepted, and what it means, is the scanner's alone.
///
/// Words of eight bytes are loaded with their bounds checked; the block holds
/// `TextReader.slack` bytes more than `end` says.
struct PlainCursor: ~Escapable {
  let bytes: RawSpan
  var position: Int
  let end: Int
  let options: TraceReaderOptions

  @_lifetime(copy bytes)
  init(_ bytes: RawSpan, from position: Int, to end: Int, _ options: TraceReaderOptions) {
    self.bytes = bytes
    self.position = position
    self.end = end
    self.options = options
  }

  /// The byte at an offset below `end` plus slack.
  @inline(__always)
  func byte(_ offset: Int) -> UInt8 {
    unsafe bytes.unsafeLoad(fromByteOffset: offset, as: UInt8.self)
  }

  @inline(__always)
  func word(_ offset: Int) -> UInt64 {
    unsafe UInt64(littleEndian: bytes.unsafeLoadUnaligned(fromByteOffset: offset, as: UInt64.self))
  }
}
