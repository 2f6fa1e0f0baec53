import CElf
import Glibc

/// What tells Swift programs from others.
extension ElfFile {
  /// Whether Swift code is in it.
  var hasSwift: Bool {
    var has = false
    unsafe forEachSection { section, header in
      guard !has, let name = name(header) else { return }
      has = name.hasPrefix("swift5_")
    }
    return has
  }

  /// Whether it defines a function itself, by the tables of symbols that it has.
  func defines(_ function: String) -> Bool {
    var found = false
    unsafe forEachSection { section, header in
      let isTable = header.sh_type == UInt32(SHT_SYMTAB) || header.sh_type == UInt32(SHT_DYNSYM)
      guard !found, isTable, header.sh_size <= Self.largestSection else { return }
      found = unsafe defines(function, section, Int(header.sh_link))
    }
    return found
  }

  private func defines(_ function: String, _ section: OpaquePointer, _ texts: Int) -> Bool {
    guard let data = unsafe elf_getdata(section, nil) else { return false }
    let size = unsafe gelf_fsize(elf, ELF_T_SYM, 1, UInt32(EV_CURRENT))
    guard size > 0 else { return false }
    let count = unsafe min(data.pointee.d_size / size, Int(Int32.max))
    var symbol = GElf_Sym()
    for index in 0..<count {
      guard unsafe gelf_getsym(data, Int32(index), &symbol) != nil else { return false }
      guard symbol.st_shndx != UInt16(SHN_UNDEF), symbol.st_info & 0xf == UInt8(STT_FUNC),
        let text = unsafe elf_strptr(elf, texts, Int(symbol.st_name))
      else { continue }
      if unsafe strcmp(text, function) == 0 { return true }
    }
    return false
  }
}
