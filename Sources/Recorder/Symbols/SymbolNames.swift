/// What a place in code is called.
struct PlaceName: Hashable, Sendable {
  var name: String
  /// The file's own name, or the kernel.
  var module: String
  /// Whether no function is known: the name is that of the file and a number, or less.
  var isUnknown = false

  /// Whether not even a number tells it from others.
  var isNameless: Bool { isUnknown && (name == module || module.isEmpty) }
}

extension PlaceName {
  static let unknown = PlaceName(name: "[unknown]", module: "", isUnknown: true)
  /// Callers that are known, but were left out.
  static let cut = PlaceName(name: "[more callers]", module: "", isUnknown: true)
}

/// Gives places their names, each file read once and given back.
struct SymbolNames {
  private let files: CodeFiles
  /// Files whose symbols could not be read, since they are gone or are others by now.
  private(set) var missing: [String] = []
  /// Whether addresses of the kernel were met that it hides.
  private(set) var isKernelHidden = false

  /// Whether names were met that would take too long to turn into those of the source.
  private(set) var isNamingStuck = false

  init(_ files: CodeFiles) { self.files = files }

  /// The names of places, in any order.
  mutating func names(of places: Set<CodePlace>) -> [CodePlace: PlaceName] {
    var byFile: [Int32: [UInt64]] = [:]
    for place in places where place != .unknown && place != .cut {
      byFile[place.file, default: []].append(place.address)
    }
    var names: [CodePlace: PlaceName] = [.unknown: .unknown, .cut: .cut]
    for (file, addresses) in byFile.sorted(by: { $0.key < $1.key }) {
      let sorted = addresses.sorted()
      if file == CodePlace.kernel {
        nameKernel(sorted, &names)
      } else {
        name(file, sorted, &names)
      }
    }
    files.closeAll()
    return names
  }

  private mutating func nameKernel(_ addresses: [UInt64], _ names: inout [CodePlace: PlaceName]) {
    let symbols = RunningKernel.functions(at: addresses)
    isKernelHidden = symbols == nil
    for address in addresses {
      let name = symbols?.name(at: address)
      names[CodePlace(file: CodePlace.kernel, address: address)] = PlaceName(
        name: name ?? "[kernel]", module: "[kernel]", isUnknown: name == nil)
    }
  }

  private mutating func name(
    _ number: Int32, _ offsets: [UInt64], _ names: inout [CodePlace: PlaceName]
  ) {
    let file = files.files[Int(number)]
    let module = file.shortName
    var found: [String?] = Array(repeating: nil, count: offsets.count)
    switch file.kind {
    case .file:
      if let symbols = Self.symbols(of: file, files.descriptor(of: number), offsets) {
        found = sourceNames(symbols)
      } else {
        missing.append(module)
      }
      files.close(number)
    case .made(let process): found = MadeCode.names(process: process, offsets)
    case .other: break
    }
    for (offset, symbol) in zip(offsets, found) {
      let place = "\(module)+0x\(String(offset, radix: 16))"
      names[CodePlace(file: number, address: offset)] = PlaceName(
        name: symbol ?? (file.kind == .file ? place : module), module: module,
        isUnknown: symbol == nil)
    }
  }

  /// The names of the source for those of the linker.
  private mutating func sourceNames(_ symbols: [String?]) -> [String?] {
    guard !isNamingStuck else { return symbols }
    let (names, isWhole) = NameWork.names(of: Set(symbols.compactMap(\.self)))
    isNamingStuck = !isWhole
    return symbols.map { symbol in symbol.map { names[$0] ?? $0 } }
  }

  /// The functions at places in a file, as the linker calls them; nil where it cannot be read or is another.
  private static func symbols(
    of file: CodeFile, _ descriptor: Int32?, _ offsets: [UInt64]
  ) -> [String?]? {
    guard let descriptor, let elf = ElfFile(descriptor) else { return nil }
    let buildID = elf.buildID()
    // The kernel pads ids shorter than its field with zeros, and cuts longer ones.
    guard file.buildID.isEmpty || buildID.prefix(file.buildID.count) == file.buildID[...] else {
      return nil
    }
    let segments = elf.segments()
    let addresses = offsets.map { offset in
      segments.first { $0.offset <= offset && offset - $0.offset < $0.size }
        .map { offset - $0.offset &+ $0.address }
    }
    let wanted = Set(addresses.compactMap(\.self)).sorted()
    var symbols = elf.symbols(at: wanted)
    if !elf.hasFullTable, let other = DebugLink.open(for: elf, at: file.path, buildID: buildID) {
      if let full = ElfFile(other)?.symbols(at: wanted) {
        symbols = zip(symbols, full).map { $1 ?? $0 }
      }
      RegularFile.close(other)
    }
    let names = Dictionary(uniqueKeysWithValues: zip(wanted, symbols))
    return addresses.map { $0.flatMap { names[$0] ?? nil }?.name }
  }
}
