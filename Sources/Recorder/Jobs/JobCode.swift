import Glibc

/// Which files lie where in one process, as it wrote it, and the names of their functions.
struct JobCode {
  private let files = CodeFiles()
  private var space = AddressSpace()
  private let process: Int32

  /// - Parameters:
  ///   - text: A line for each piece: start, end, offset in its file, build id, path.
  ///   - process: Whose it is.
  init(_ text: [UInt8], process: Int32) {
    self.process = process
    for line in text.split(separator: UInt8(ascii: "\n")) {
      let words = line.split(separator: UInt8(ascii: " "), maxSplits: 4)
        .map { String(decoding: $0, as: UTF8.self) }
      guard words.count == 5, let start = UInt64(words[0], radix: 16),
        let end = UInt64(words[1], radix: 16), end > start,
        let offset = UInt64(words[2], radix: 16)
      else { continue }
      let mapping = CodeMapping(
        start: start, length: end - start, offset: offset, path: words[4],
        buildID: Self.bytes(words[3]))
      guard let file = files.number(of: mapping, process: process) else { continue }
      space.map(AddressSpace.Region(start: start, end: end, offset: offset, file: file))
    }
  }

  /// The functions at addresses; what has no name is left out.
  func names(of addresses: Set<UInt64>) -> [UInt64: PlaceName] {
    var places: [UInt64: CodePlace] = [:]
    for address in addresses {
      guard let region = space.region(at: address) else { continue }
      files.hold(region.file, process: process)
      places[address] = CodePlace(
        file: region.file, address: address - region.start &+ region.offset)
    }
    var symbols = SymbolNames(files)
    let names = symbols.names(of: Set(places.values))
    return places.compactMapValues { names[$0] }
  }

  /// Where the function begins that a descriptor in a file of the process tells of: compilers
  /// write how far from the descriptor it lies.
  func function(describedAt address: UInt64) -> UInt64? {
    guard address % 4 == 0, let region = space.region(at: address), region.end - address >= 4,
      let descriptor = files.descriptor(of: region.file)
    else { return nil }
    var distance: Int32 = 0
    let offset = off_t(truncatingIfNeeded: address - region.start &+ region.offset)
    let count = unsafe withUnsafeMutableBytes(of: &distance) {
      unsafe pread(descriptor, $0.baseAddress, $0.count, offset)
    }
    guard count == 4, offset >= 0 else { return nil }
    return address &+ UInt64(bitPattern: Int64(distance))
  }

  private static func bytes(_ digits: String) -> [UInt8] {
    let digits = Array(digits.utf8)
    return stride(from: 0, to: digits.count - 1, by: 2).compactMap {
      UInt8(String(decoding: digits[$0...$0 + 1], as: UTF8.self), radix: 16)
    }
  }
}
