import Glibc
import Testing

/// Writes a file, or fails the test.
func write(_ bytes: [UInt8], to path: String) throws {
  let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
  try #require(descriptor >= 0)
  defer { close(descriptor) }
  #expect(Glibc.write(descriptor, bytes, bytes.count) == bytes.count)
}
