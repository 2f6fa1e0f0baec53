import Glibc

/// The text of /proc/kallsyms.
enum KernelSymbolText {
  private static let largest = 64 << 20

  /// That of the running kernel; empty where it cannot be read.
  ///
  /// The kernel formats it line by line: 40 ms of CPU time for 5 MB, more than all else that
  /// starting a recording needs.
  static func read() -> [UInt8] {
    let file = unsafe open("/proc/kallsyms", O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return [] }
    defer { close(file) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(16 << 20)
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count < largest {
      let count = unsafe Glibc.read(file, &piece, piece.count)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { break }
      bytes += piece[..<count]
    }
    return bytes
  }
}
