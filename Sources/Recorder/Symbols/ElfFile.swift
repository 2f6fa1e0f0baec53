import CElf
import Glibc

/// An ELF file, read through libelf.
///
/// With `ElfFile+Symbols.swift` the only place that touches libelf. Safe because
/// the file is read, not mapped (one that shrinks gives an error, not a signal),
/// libelf checks every offset against the file's size, pointers it gives are used
/// while this object lives, and texts are copied at once.
@safe
final class ElfFile {
  struct Segment {
    var offset: UInt64
    var size: UInt64
    var address: UInt64
  }

  /// Bytes of a section that are read at most.
  static let largestSection: UInt64 = 512 << 20
  private static let largestNote: UInt64 = 1 << 16
  private static let mostSegments = 1024
  static let mostSections = 1 << 16

  let elf: OpaquePointer

  /// Reads through a descriptor, which stays the caller's and must stay open.
  init?(_ descriptor: Int32) {
    guard elf_version(UInt32(EV_CURRENT)) != UInt32(EV_NONE),
      let elf = unsafe elf_begin(descriptor, ELF_C_READ, nil)
    else { return nil }
    guard unsafe elf_kind(elf) == ELF_K_ELF else {
      unsafe elf_end(elf)
      return nil
    }
    unsafe self.elf = elf
  }

  deinit { unsafe elf_end(elf) }

  /// The parts of the file that are loaded, where they are loaded.
  func segments() -> [Segment] {
    var count = 0
    guard unsafe elf_getphdrnum(elf, &count) == 0 else { return [] }
    var segments: [Segment] = []
    for index in 0..<min(count, Self.mostSegments) {
      var header = GElf_Phdr()
      guard unsafe gelf_getphdr(elf, Int32(index), &header) != nil else { break }
      guard header.p_type == UInt32(PT_LOAD) else { continue }
      segments.append(
        Segment(offset: header.p_offset, size: header.p_filesz, address: header.p_vaddr))
    }
    return segments
  }

  /// Calls back with each section, its header and its name.
  func forEachSection(_ body: (OpaquePointer, GElf_Shdr) -> Void) {
    var section = unsafe elf_nextscn(elf, nil)
    var count = 0
    while let current = unsafe section, count < Self.mostSections {
      var header = GElf_Shdr()
      if unsafe gelf_getshdr(current, &header) != nil { unsafe body(current, header) }
      unsafe section = elf_nextscn(elf, current)
      count += 1
    }
  }

  /// A section's own name.
  func name(_ header: GElf_Shdr) -> String? {
    var table = 0
    guard unsafe elf_getshdrstrndx(elf, &table) == 0 else { return nil }
    return text(table, header.sh_name)
  }

  /// A text of a table of texts.
  func text(_ table: Int, _ offset: UInt32) -> String? {
    guard let text = unsafe elf_strptr(elf, table, Int(offset)) else { return nil }
    return unsafe String(cString: text)
  }

  /// The bytes of a small section.
  func bytes(_ section: OpaquePointer, _ header: GElf_Shdr) -> [UInt8] {
    guard header.sh_size <= Self.largestNote, header.sh_type != UInt32(SHT_NOBITS),
      let data = unsafe elf_rawdata(section, nil), let start = unsafe data.pointee.d_buf
    else { return [] }
    return unsafe Array(UnsafeRawBufferPointer(start: start, count: data.pointee.d_size))
  }

  /// What the linker wrote to tell this file from all others; empty where it wrote nothing.
  func buildID() -> [UInt8] {
    var id: [UInt8] = []
    unsafe forEachSection { section, header in
      guard id.isEmpty, header.sh_type == UInt32(SHT_NOTE) else { return }
      id = BuildNote.id(unsafe bytes(section, header))
    }
    if !id.isEmpty { return id }
    var count = 0
    guard unsafe elf_getphdrnum(elf, &count) == 0 else { return [] }
    for index in 0..<min(count, Self.mostSegments) where id.isEmpty {
      var header = GElf_Phdr()
      guard unsafe gelf_getphdr(elf, Int32(index), &header) != nil else { break }
      guard header.p_type == UInt32(PT_NOTE), header.p_filesz <= Self.largestNote,
        let offset = Int64(exactly: header.p_offset),
        let data = unsafe elf_getdata_rawchunk(elf, offset, Int(header.p_filesz), ELF_T_BYTE),
        let start = unsafe data.pointee.d_buf
      else { continue }
      id = BuildNote.id(
        unsafe Array(UnsafeRawBufferPointer(start: start, count: data.pointee.d_size)))
    }
    return id
  }
}

/// The notes of an ELF file, as bytes in the machine's own order.
enum BuildNote {
  private static let buildIDType: UInt32 = 3

  /// The first build id among the notes.
  static func id(_ bytes: [UInt8]) -> [UInt8] {
    var at = 0
    while at + 12 <= bytes.count {
      let nameSize = Int(word(bytes, at))
      let size = Int(word(bytes, at + 4))
      let type = word(bytes, at + 8)
      let name = at + 12
      let description = name + (nameSize + 3) / 4 * 4
      guard description <= bytes.count, size <= bytes.count - description else { return [] }
      let isGNU = nameSize == 4 && bytes[name..<name + 4].elementsEqual([71, 78, 85, 0])
      if isGNU, type == buildIDType, (1...64).contains(size) {
        return Array(bytes[description..<description + size])
      }
      at = description + (size + 3) / 4 * 4
    }
    return []
  }

  private static func word(_ bytes: [UInt8], _ at: Int) -> UInt32 {
    (0..<4).reduce(UInt32(0)) { $0 | UInt32(bytes[at + $1]) << UInt32(8 * $1) }
  }
}
