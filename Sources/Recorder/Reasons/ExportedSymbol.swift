import Glibc

/// A symbol that an ELF file exports, and where it lies once the file is mapped.
///
/// Reads the little that is needed of 64-bit files of this machine's byte order; of any
/// other, and of what is damaged, nothing is found.
struct ExportedSymbol: Hashable, Sendable {
  /// As the file counts addresses.
  var address: UInt64
  var size: UInt64
  /// By how much addresses in the file exceed offsets, for the parts with code.
  private var skews: [Skew] = []

  /// A part of the file that is mapped to be executed.
  private struct Skew: Hashable, Sendable {
    var offset: UInt64
    var length: UInt64
    var address: UInt64
  }

  private static let codeFlag: UInt32 = 1
  private static let loadType: UInt32 = 1
  private static let dynamicSymbols: UInt32 = 11
  private static let symbolSize = 24
  private static let largestTable = 64 << 20
  private static let mostHeaders = 4096

  /// Looks a symbol up; nil where the file has none of that name.
  init?(_ name: String, in path: String) {
    guard let file = FilePart(path), let header = file.bytes(0, 64),
      header.prefix(5).elementsEqual([0x7f, 0x45, 0x4c, 0x46, 2])
    else { return nil }
    let elf = RecordFields(header)
    guard
      let symbols = Self.section(Self.dynamicSymbols, of: file, elf),
      let names = file.bytes(symbols.names.offset, symbols.names.size),
      let table = file.bytes(symbols.offset, symbols.size),
      let found = Self.find(Array(name.utf8), RecordFields(table), names)
    else { return nil }
    (address, size) = found
    skews = Self.skews(of: file, elf)
  }

  /// Where the symbol lies in a process that mapped a part of the file with code.
  func range(in mapping: CodeMapping) -> Range<UInt64>? {
    guard
      let part = skews.first(where: {
        // The kernel maps whole pages.
        mapping.offset < $0.offset &+ $0.length && $0.offset < mapping.offset &+ mapping.length
      })
    else { return nil }
    let bias = mapping.start &- mapping.offset &- (part.address &- part.offset)
    let start = bias &+ address
    let (end, isTooLarge) = start.addingReportingOverflow(max(1, size))
    return isTooLarge ? nil : start..<end
  }

  private static func skews(of file: FilePart, _ elf: RecordFields) -> [Skew] {
    let count = min(Int(elf.half(56)), mostHeaders)
    guard elf.half(54) == 56, let bytes = file.bytes(elf.long(32), UInt64(56 * count)) else {
      return []
    }
    let headers = RecordFields(bytes)
    return (0..<count).compactMap { index in
      let start = 56 * index
      guard headers.word(start) == loadType, headers.word(start + 4) & codeFlag != 0 else {
        return nil
      }
      return Skew(
        offset: headers.long(start + 8), length: headers.long(start + 32),
        address: headers.long(start + 16))
    }
  }

  private typealias Part = (offset: UInt64, size: UInt64)

  /// A section of symbols, with the one of their names.
  private static func section(
    _ type: UInt32, of file: FilePart, _ elf: RecordFields
  ) -> (offset: UInt64, size: UInt64, names: Part)? {
    let count = min(Int(elf.half(60)), mostHeaders)
    guard elf.half(58) == 64, let bytes = file.bytes(elf.long(40), UInt64(64 * count)) else {
      return nil
    }
    let headers = RecordFields(bytes)
    func part(_ index: Int) -> Part {
      (headers.long(64 * index + 24), headers.long(64 * index + 32))
    }
    guard let index = (0..<count).first(where: { headers.word(64 * $0 + 4) == type }) else {
      return nil
    }
    let names = Int(headers.word(64 * index + 40))
    guard names < count, part(index).size <= largestTable, part(names).size <= largestTable else {
      return nil
    }
    return (part(index).offset, part(index).size, part(names))
  }

  private static func find(
    _ name: [UInt8], _ table: RecordFields, _ names: [UInt8]
  ) -> (UInt64, UInt64)? {
    for start in stride(from: 0, to: table.end - symbolSize + 1, by: symbolSize) {
      let place = Int(table.word(start))
      guard place + name.count < names.count, names[place] == name[0],
        names[place + name.count] == 0,
        names[place..<place + name.count].elementsEqual(name)
      else { continue }
      // Section 0: it is looked for elsewhere.
      guard table.half(start + 6) != 0 else { continue }
      return (table.long(start + 8), table.long(start + 16))
    }
    return nil
  }
}

/// A file whose parts are read where they are wanted.
private final class FilePart {
  private let descriptor: Int32

  init?(_ path: String) {
    // A pipe of that name must not be waited for.
    descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return nil }
  }

  deinit { close(descriptor) }

  /// The bytes of a part; nil when the file has not so many.
  func bytes(_ offset: UInt64, _ count: UInt64) -> [UInt8]? {
    guard let first = Int(exactly: offset), let count = Int(exactly: count), count > 0,
      count <= 64 << 20
    else { return nil }
    var bytes = [UInt8](repeating: 0, count: count)
    let got = unsafe bytes.withUnsafeMutableBytes {
      unsafe pread(descriptor, $0.baseAddress, count, first)
    }
    return got == count ? bytes : nil
  }
}
