import Glibc

/// The text of /proc/kallsyms.
enum KernelSymbolText {
  private static let largest = 64 << 20

  /// That of the running kernel; empty where it cannot be read.
  ///
  /// Read once in the life of this process: the kernel formats it line by line, which takes
  /// 25 ms of CPU time for its 10 MB, as much as all else that starting a recording needs.
  static let running = read()

  private static func read() -> [UInt8] {
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
