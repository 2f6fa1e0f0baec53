import CZlib

/// What zlib makes of a file that should be one gzip member.
struct GzipText {
  var text: [UInt8] = []
  /// Whether the member's trailer was met and its checksum is right.
  var isWhole = false
  /// Bytes after the member.
  var trailingByteCount = 0

  /// Inflates as far as the bytes allow.
  init(_ bytes: [UInt8]) {
    var stream = z_stream()
    guard stretto_inflate_init_gzip(&stream) == Z_OK else { return }
    var input = bytes
    var output = [UInt8](repeating: 0, count: 1 << 16)
    var status = Z_OK
    input.withUnsafeMutableBufferPointer { input in
      stream.next_in = input.baseAddress
      stream.avail_in = UInt32(input.count)
      while status == Z_OK {
        output.withUnsafeMutableBufferPointer { output in
          stream.next_out = output.baseAddress
          stream.avail_out = UInt32(output.count)
          status = inflate(&stream, Z_SYNC_FLUSH)
        }
        text += output.prefix(output.count - Int(stream.avail_out))
      }
    }
    isWhole = status == Z_STREAM_END
    trailingByteCount = Int(stream.avail_in)
    inflateEnd(&stream)
  }

  var string: String { String(decoding: text, as: UTF8.self) }
}
