import Glibc

/// A pipe by which tests wait for each other.
final class Pipe: Sendable {
  let readEnd: Int32
  let writeEnd: Int32

  init() throws {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { throw ScratchError(errno) }
    readEnd = ends[0]
    writeEnd = ends[1]
  }

  deinit {
    close(readEnd)
    close(writeEnd)
  }

  func send() { write(writeEnd, "x", 1) }

  /// Blocks until something was sent.
  func receive() {
    var byte: UInt8 = 0
    while read(readEnd, &byte, 1) < 0 && errno == EINTR {}
  }
}

struct Spoiled: Error, Equatable {
  var reason = "spoiled"
}
