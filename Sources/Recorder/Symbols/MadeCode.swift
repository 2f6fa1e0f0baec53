import Glibc

/// Names of code that a process made itself, where its compiler wrote them down: the lines
/// "start size name" of /tmp/perf-PID.map.
enum MadeCode {
  private static let largest = 64 << 20

  /// The names at addresses, which are in order; nil where none is known.
  static func names(process: Int32, _ addresses: [UInt64]) -> [String?] {
    names(read("/tmp/perf-\(process).map"), addresses)
  }

  /// As the lines say; of two for one address the last, for code is made anew.
  static func names(_ text: [UInt8], _ addresses: [UInt64]) -> [String?] {
    var found: [String?] = Array(repeating: nil, count: addresses.count)
    for line in text.split(separator: UInt8(ascii: "\n")) {
      let parts = line.split(separator: UInt8(ascii: " "), maxSplits: 2)
      guard parts.count == 3, let start = hexadecimal(parts[0]), let size = hexadecimal(parts[1])
      else { continue }
      var index = addresses.partitioningIndex { $0 >= start }
      while index < addresses.count, addresses[index] - start < size {
        found[index] = String(decoding: parts[2].prefix(400), as: UTF8.self)
        index += 1
      }
    }
    return found
  }

  private static func hexadecimal(_ text: ArraySlice<UInt8>) -> UInt64? {
    let digits = text.starts(with: [48, 120]) ? text.dropFirst(2) : text
    return UInt64(String(decoding: digits, as: UTF8.self), radix: 16)
  }

  private static func read(_ path: String) -> [UInt8] {
    // Anybody may write into /tmp: only what is the user's own, or root's, is believed.
    let file = RegularFile.open(path, more: O_NOFOLLOW)
    guard file >= 0 else { return [] }
    defer { close(file) }
    guard [0, geteuid()].contains(RegularFile.owner(file)) else { return [] }
    var bytes: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 1 << 16)
    while bytes.count < largest {
      let count = unsafe Glibc.read(file, &piece, piece.count)
      guard count > 0 else { break }
      bytes += piece[..<count]
    }
    return bytes
  }
}
