import CElf

extension ElfFile {
  /// A function's name, and where it starts.
  struct Symbol {
    var start: UInt64
    var isGlobal: Bool
    var name: String
  }

  /// Whether the file has the table that strip removes.
  var hasFullTable: Bool {
    var has = false
    unsafe forEachSection { section, header in
      if header.sh_type == UInt32(SHT_SYMTAB) { has = true }
    }
    return has
  }

  /// The functions in which addresses lie.
  ///
  /// A function holds an address only if its start and size say so: what lies nearest below
  /// would be a wrong name in a file without its full table.
  ///
  /// - Parameter addresses: As the file counts them, in order, each once.
  /// - Returns: For each address the innermost function.
  func symbols(at addresses: [UInt64]) -> [Symbol?] {
    var found = [Symbol?](repeating: nil, count: addresses.count)
    var seen: Set<UInt32> = []
    unsafe forEachSection { section, header in
      let isTable = header.sh_type == UInt32(SHT_SYMTAB) || header.sh_type == UInt32(SHT_DYNSYM)
      // One table of each type: that is all there is in an honest file.
      guard isTable, header.sh_size <= Self.largestSection, seen.insert(header.sh_type).inserted
      else { return }
      unsafe search(section, header, addresses, &found)
    }
    return found
  }

  private func search(
    _ section: OpaquePointer, _ header: GElf_Shdr, _ addresses: [UInt64],
    _ found: inout [Symbol?]
  ) {
    guard let data = unsafe elf_getdata(section, nil), let last = addresses.last,
      let first = addresses.first
    else { return }
    let size = unsafe gelf_fsize(elf, ELF_T_SYM, 1, UInt32(EV_CURRENT))
    guard size > 0 else { return }
    let count = unsafe min(data.pointee.d_size / size, Int(Int32.max))
    var symbol = GElf_Sym()
    for index in 0..<count {
      guard unsafe gelf_getsym(data, Int32(index), &symbol) != nil else { return }
      guard symbol.isFunction, symbol.st_value <= last else { continue }
      let (end, overflow) = symbol.st_value.addingReportingOverflow(symbol.st_size)
      guard !overflow, end > first else { continue }
      take(symbol, end, Int(header.sh_link), addresses, &found)
    }
  }

  /// Gives the addresses inside a function its name, where it is the best so far.
  private func take(
    _ symbol: GElf_Sym, _ end: UInt64, _ texts: Int, _ addresses: [UInt64],
    _ found: inout [Symbol?]
  ) {
    var index = addresses.partitioningIndex { $0 >= symbol.st_value }
    guard index < addresses.count, addresses[index] < end else { return }
    guard let name = text(texts, symbol.st_name), !name.isEmpty else { return }
    let candidate = Symbol(start: symbol.st_value, isGlobal: symbol.isGlobal, name: name)
    while index < addresses.count, addresses[index] < end {
      if let known = found[index] {
        if candidate.isBetter(than: known) { found[index] = candidate }
      } else {
        found[index] = candidate
      }
      index += 1
    }
  }
}

extension ElfFile.Symbol {
  /// The later start is the innermost; of names for one place that which people know.
  fileprivate func isBetter(than other: Self) -> Bool {
    if start != other.start { return start > other.start }
    let (mine, theirs) = (underscores, other.underscores)
    if mine != theirs { return mine < theirs }
    if isGlobal != other.isGlobal { return isGlobal }
    return (name.utf8.count, name) < (other.name.utf8.count, other.name)
  }

  private var underscores: Int {
    // Names of C++ and Swift are told apart by what follows theirs.
    name.hasPrefix("_Z") ? 0 : name.prefix { $0 == "_" }.count
  }
}

extension GElf_Sym {
  private static let functionTypes: Set<UInt8> = [UInt8(STT_FUNC), UInt8(STT_GNU_IFUNC)]

  fileprivate var isFunction: Bool {
    Self.functionTypes.contains(st_info & 0xf) && st_size > 0 && st_shndx != UInt16(SHN_UNDEF)
  }

  fileprivate var isGlobal: Bool { st_info >> 4 != UInt8(STB_LOCAL) }
}
