import Glibc

/// Small files below /proc, read again and again into the same buffer.
struct ProcessFiles {
  private var buffer = [UInt8](repeating: 0, count: 4096)

  /// The numbers that a file begins with, at most so many; nil when it cannot be read.
  mutating func numbers(_ path: String, atMost limit: Int) -> [Int64]? {
    guard let count = fill(path) else { return nil }
    var numbers: [Int64] = []
    var value: Int64?
    for byte in buffer[..<count] {
      if byte >= 48, byte <= 57 {
        value = (value ?? 0).multipliedReportingOverflow(by: 10).partialValue &+ Int64(byte - 48)
      } else {
        if let value { numbers.append(value) }
        value = nil
        if numbers.count == limit { return numbers }
      }
    }
    if let value { numbers.append(value) }
    return numbers
  }

  /// The file's first line.
  mutating func line(_ path: String) -> String? {
    guard let count = fill(path) else { return nil }
    return String(decoding: buffer[..<count].prefix { $0 != 10 }, as: UTF8.self)
  }

  /// The names in a folder that are numbers; nil when it is gone.
  func numbered(_ path: String) -> [Int32]? {
    FolderListing.names(in: path)?.compactMap { Int32($0) }.filter { $0 > 0 }
  }

  /// Where a link points to.
  mutating func target(of link: String) -> String? {
    let count = unsafe buffer.withUnsafeMutableBytes { bytes in
      guard let start = bytes.baseAddress else { return -1 }
      return unsafe readlink(link, start, bytes.count)
    }
    return count > 0 ? String(decoding: buffer[..<count], as: UTF8.self) : nil
  }

  private mutating func fill(_ path: String) -> Int? {
    let file = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    let count = unsafe buffer.withUnsafeMutableBytes { bytes in
      guard let start = bytes.baseAddress else { return -1 }
      return unsafe read(file, start, bytes.count)
    }
    return count < 0 ? nil : count
  }
}
