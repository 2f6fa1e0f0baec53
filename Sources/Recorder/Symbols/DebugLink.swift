import Glibc

/// Finds the file that holds the symbols which strip removed from another.
enum DebugLink {
  private static let folder = "/usr/lib/debug"
  /// Bytes that are read at most to compare a checksum.
  private static let largest = 1 << 28

  /// A descriptor of the debug file, which becomes the caller's; nil where there is none that fits.
  static func open(for file: ElfFile, at path: String, buildID: [UInt8]) -> Int32? {
    let hex = buildID.map { byte in
      (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }
    if hex.count > 1 {
      let name = "\(folder)/.build-id/\(hex[0])/\(hex.dropFirst().joined()).debug"
      if let found = open(name, buildID, checksum: nil) { return found }
    }
    guard let (name, checksum) = file.debugLink() else { return nil }
    let parts = path.split(separator: "/", omittingEmptySubsequences: true).dropLast()
    let home = parts.map { "/\($0)" }.joined()
    for candidate in ["\(home)/\(name)", "\(home)/.debug/\(name)", "\(folder)\(home)/\(name)"]
    where candidate != path {
      if let found = open(candidate, buildID, checksum: checksum) { return found }
    }
    return nil
  }

  private static func open(_ path: String, _ buildID: [UInt8], checksum: UInt32?) -> Int32? {
    let descriptor = RegularFile.open(path)
    guard descriptor >= 0 else { return nil }
    let fits: Bool
    if buildID.isEmpty {
      fits = checksum.map { CRC32.of(descriptor, limit: largest) == $0 } ?? false
    } else {
      fits = ElfFile(descriptor)?.buildID() == buildID
    }
    if fits { return descriptor }
    close(descriptor)
    return nil
  }
}

extension ElfFile {
  /// The name and checksum that .gnu_debuglink gives.
  func debugLink() -> (name: String, checksum: UInt32)? {
    var found: (String, UInt32)?
    unsafe forEachSection { section, header in
      guard found == nil, name(header) == ".gnu_debuglink" else { return }
      let bytes = unsafe bytes(section, header)
      let name = bytes.prefix { $0 != 0 }
      let at = (name.count + 4) / 4 * 4
      // A name, not a path: it must not lead anywhere else.
      guard !name.isEmpty, !name.contains(UInt8(ascii: "/")), at + 4 <= bytes.count else { return }
      let sum = (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[at + $1]) << UInt32(8 * $1) }
      found = (String(decoding: name, as: UTF8.self), sum)
    }
    return found
  }
}

/// The checksum of .gnu_debuglink.
enum CRC32 {
  private static let table: [UInt32] = (0..<256).map { index in
    (0..<8).reduce(UInt32(index)) { value, _ in
      value & 1 == 1 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1
    }
  }

  static func of(_ bytes: some Sequence<UInt8>, after sum: UInt32 = 0) -> UInt32 {
    ~bytes.reduce(~sum) { table[Int(($0 ^ UInt32($1)) & 0xff)] ^ ($0 >> 8) }
  }

  /// Of a file's bytes; nil where it is longer than the limit or cannot be read.
  static func of(_ descriptor: Int32, limit: Int) -> UInt32? {
    var sum: UInt32 = 0
    var position = 0
    var bytes = [UInt8](repeating: 0, count: 1 << 16)
    while position <= limit {
      let count = unsafe pread(descriptor, &bytes, bytes.count, position)
      if count < 0 { return nil }
      if count == 0 { return sum }
      sum = of(bytes[..<count], after: sum)
      position += count
    }
    return nil
  }
}
