import Glibc

/// Bytes of a file, or of memory, from first to last; closes the file at its end of life.
struct FileInput: ~Copyable {
  private let descriptor: Int32
  private let bytes: [UInt8]
  private var position = 0
  /// What errors call it.
  let name: String

  init(bytes: [UInt8], name: String) {
    self.descriptor = -1
    self.bytes = bytes
    self.name = name
  }

  /// Opens a file for reading.
  ///
  /// - Throws: `TraceFileError` when the path names nothing, a folder, or a
  ///   file that may not be read.
  init(path: String) throws(TraceFileError) {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else {
      let number = errno
      throw TraceFileError(
        .cannotOpen, path, "the file cannot be opened",
        advice: number == ENOENT
          ? "check the path" : "check who may read it", errorNumber: number)
    }
    var status = stat()
    if unsafe fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFDIR {
      close(descriptor)
      throw TraceFileError(
        .cannotOpen, path, "this is a folder, not a trace file", advice: "name a file in it")
    }
    self.descriptor = descriptor
    self.bytes = []
    self.name = path
  }

  /// Takes over a descriptor that is open for reading.
  init(descriptor: Int32, name: String) {
    self.descriptor = descriptor
    self.bytes = []
    self.name = name
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
  }

  /// Fills the start of `buffer` with the next bytes; 0 at the end of the file.
  mutating func read(into buffer: UnsafeMutableRawBufferPointer) throws(TraceFileError) -> Int {
    guard descriptor >= 0 else {
      let count = min(buffer.count, bytes.count - position)
      let part = bytes[position..<position + count]
      unsafe buffer.copyBytes(from: part)
      position += count
      return count
    }
    while true {
      let count = unsafe Glibc.read(descriptor, buffer.baseAddress, buffer.count)
      if count >= 0 { return count }
      let number = errno
      if number == EINTR { continue }
      throw TraceFileError(.cannotRead, name, "reading fails", errorNumber: number)
    }
  }
}
