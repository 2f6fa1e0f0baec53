import Glibc

/// Copies a file byte for byte, unless both names mean the same file.
func copyFile(
  from source: String, to destination: String, overwriting: Bool
) throws(TraceFileError) {
  if isSameFile(source, destination), overwriting { return }
  var input = try FileInput(path: source)
  var output = try OutputFile(creating: destination, overwriting: overwriting)
  var block = [UInt8](repeating: 0, count: 64 << 10)
  while true {
    var failure: TraceFileError?
    let count = unsafe block.withUnsafeMutableBytes { bytes in
      do throws(TraceFileError) {
        return try unsafe input.read(into: bytes)
      } catch {
        failure = error
        return 0
      }
    }
    if let failure { throw failure }
    if count == 0 { break }
    try output.write(block.span.extracting(0..<count))
  }
  try output.close()
}

/// Whether two names mean one file.
func isSameFile(_ left: String, _ right: String) -> Bool {
  var first = stat()
  var second = stat()
  guard unsafe stat(left, &first) == 0, unsafe stat(right, &second) == 0 else { return false }
  return first.st_dev == second.st_dev && first.st_ino == second.st_ino
}
