import Glibc

/// Files that the kernel makes up, such as those of /proc.
enum KernelFile {
  /// What is read of any.
  static let largest = 65_536

  /// The first 64 KiB as text, or nil when the file cannot be read.
  static func text(_ path: String) -> String? {
    bytes(path).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Whether the first 64 KiB hold those bytes.
  static func contains(_ wanted: [UInt8], in path: String) -> Bool {
    guard let bytes = bytes(path), let first = wanted.first else { return false }
    var rest = bytes[...]
    while let start = rest.firstIndex(of: first), start + wanted.count <= rest.endIndex {
      if rest[start..<start + wanted.count].elementsEqual(wanted) { return true }
      rest = rest[(start + 1)...]
    }
    return false
  }

  /// The first bytes of any file, at most 64 KiB, or nil when it cannot be read.
  static func contents(_ path: String, first count: Int = largest) -> [UInt8]? {
    bytes(path, min(count, largest)).map(Array.init)
  }

  private static func bytes(_ path: String, _ most: Int = largest) -> ArraySlice<UInt8>? {
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: most)
    var count = 0
    while count < bytes.count {
      let got = unsafe bytes.withUnsafeMutableBytes {
        unsafe read(file, $0.baseAddress?.advanced(by: count), $0.count - count)
      }
      if got < 0, errno == EINTR { continue }
      guard got >= 0 else { return nil }
      guard got > 0 else { break }
      count += got
    }
    return bytes[..<count]
  }
}
