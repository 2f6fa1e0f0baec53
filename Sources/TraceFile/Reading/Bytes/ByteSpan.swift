/// Bytes that someone else owns.
///
/// Named here because `TraceModel.Span` hides the standard library's.
typealias ByteSpan = Span<UInt8>
