import CZlib

/// Deflates a payload with zlib at its default level.
package enum CompressKernel {
  package static func run(_ payload: [UInt8]) throws(CompressError) -> [UInt8] {
    let bound = Int(compressBound(uLong(payload.count)))
    var status = Z_OK
    let bytes = [UInt8](unsafeUninitializedCapacity: bound) { buffer, filled in
      var length = uLongf(bound)
      status = compress2(
        buffer.baseAddress, &length, payload, uLong(payload.count), Z_DEFAULT_COMPRESSION)
      filled = status == Z_OK ? Int(length) : 0
    }
    guard status == Z_OK else { throw CompressError(status: status) }
    return bytes
  }
}

/// Why zlib refused.
package struct CompressError: Error, Hashable, CustomStringConvertible {
  /// zlib's own number.
  package var status: Int32
  package var description: String { "zlib could not deflate the payload (status \(status))" }
}
