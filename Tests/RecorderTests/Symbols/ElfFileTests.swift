import Foundation
import Testing

@testable import Recorder

/// Files with symbols, whole and damaged.
@Suite struct ElfFileTests {
  private static let source = """
    int first(int x) { return x * 3 + 1; }
    int second(int x) { return x * 5 + 2; }
    __attribute__((weak, alias("second"))) int __also_second(int x);
    """

  private func library(_ scratch: Scratch, _ more: [String] = []) throws -> String {
    try Tools.compile(Self.source, "two.c", in: scratch, ["-shared", "-fPIC", "-O1"] + more)
  }

  private func open(_ path: String) throws -> Int32 {
    let descriptor = RegularFile.open(path)
    try #require(descriptor >= 0)
    return descriptor
  }

  /// Where a function's bytes stand in the file, found by the compiler's own tool.
  private func address(of name: String, in path: String) throws -> UInt64 {
    let text = String(decoding: try Tools.output("nm", ["-D", path]), as: UTF8.self)
    let line = try #require(text.split(separator: "\n").first { $0.hasSuffix(" " + name) })
    return try #require(UInt64(line.prefix { $0 != " " }, radix: 16))
  }

  @Test func `an address inside a function has its name, one outside has none`() throws {
    let scratch = Scratch()
    let path = try library(scratch)
    let descriptor = try open(path)
    defer { RegularFile.close(descriptor) }
    let elf = try #require(ElfFile(descriptor))
    let first = try address(of: "first", in: path)
    let second = try address(of: "second", in: path)
    // Between the two there is room that belongs to neither.
    let names = elf.symbols(at: [1, first, first + 1, second - 1, second]).map { $0?.name }
    // Of two names for one place that with fewer underscores.
    #expect(names == [nil, "first", "first", nil, "second"])
    #expect(elf.symbols(at: [UInt64.max]).allSatisfy { $0 == nil })
    #expect(elf.hasFullTable)
    #expect(!elf.segments().isEmpty)
  }

  @Test func `what strip removed is found through its debug link, if it fits`() throws {
    let scratch = Scratch()
    let path = try library(scratch, ["-Wl,--build-id=sha1"])
    let debug = scratch.file("two.debug")
    _ = try Tools.output("objcopy", ["--only-keep-debug", path, debug])
    _ = try Tools.output(
      "objcopy", ["--strip-all", "--add-gnu-debuglink=\(debug)", path])
    let descriptor = try open(path)
    defer { RegularFile.close(descriptor) }
    let elf = try #require(ElfFile(descriptor))
    #expect(!elf.hasFullTable)
    #expect(elf.debugLink()?.name == "two.debug")
    let id = elf.buildID()
    #expect(id.count == 20)
    let found = try #require(DebugLink.open(for: elf, at: path, buildID: id))
    #expect(ElfFile(found)?.hasFullTable == true)
    RegularFile.close(found)
    // Another file of that name is none of its.
    #expect(DebugLink.open(for: elf, at: path, buildID: [1, 2, 3, 4]) == nil)
    // Without a build id the checksum decides.
    let unidentified = try #require(DebugLink.open(for: elf, at: path, buildID: []))
    RegularFile.close(unidentified)
    var bytes = try Data(contentsOf: URL(fileURLWithPath: debug))
    bytes[bytes.count - 1] ^= 1
    try bytes.write(to: URL(fileURLWithPath: debug))
    #expect(DebugLink.open(for: elf, at: path, buildID: []) == nil)
  }

  @Test func `a checksum is the one everybody computes`() {
    #expect(CRC32.of(Array("123456789".utf8)) == 0xCBF4_3926)
  }

  @Test func `what is no program is none`() throws {
    let scratch = Scratch()
    let path = scratch.file("text")
    for content in ["", "text", "\u{7f}ELF", "!<arch>\n"] {
      try content.write(toFile: path, atomically: true, encoding: .utf8)
      let descriptor = try open(path)
      #expect(ElfFile(descriptor)?.symbols(at: [1]).first ?? nil == nil)
      #expect(ElfFile(descriptor)?.buildID() ?? [] == [])
      RegularFile.close(descriptor)
    }
    #expect(RegularFile.open("/dev/null") < 0)
    #expect(RegularFile.open(scratch.path) < 0)
  }

  @Test func `a file that was damaged on purpose does no harm`() throws {
    let scratch = Scratch()
    let whole = try Data(contentsOf: URL(fileURLWithPath: library(scratch)))
    let path = scratch.file("damaged")
    var generator = SystemRandomNumberGenerator()
    let wanted = (0..<64).map { UInt64($0 * 97) }
    for round in 0..<400 {
      var bytes = whole
      // The headers, where offsets and sizes stand, are hit most.
      let ranges = [0..<64, 64..<min(700, bytes.count), max(0, bytes.count - 2000)..<bytes.count]
      for _ in 0..<Int.random(in: 1...12, using: &generator) {
        let at = Int.random(in: ranges[round % 3], using: &generator)
        bytes[at] = [0, 0xff, 0x7f, UInt8.random(in: 0...255, using: &generator)][round % 4]
      }
      if round % 5 == 0 { bytes = bytes.prefix(Int.random(in: 0...bytes.count, using: &generator)) }
      try bytes.write(to: URL(fileURLWithPath: path))
      let descriptor = try open(path)
      if let elf = ElfFile(descriptor) {
        _ = elf.symbols(at: wanted)
        _ = elf.buildID()
        _ = elf.debugLink()
        #expect(elf.segments().count <= 1024)
      }
      RegularFile.close(descriptor)
    }
  }

  @Test func `notes of any bytes do no harm`() {
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<5_000 {
      var bytes = (0..<Int.random(in: 0...40, using: &generator)).map { _ in
        UInt8.random(in: 0...255, using: &generator)
      }
      if bytes.count > 12 { bytes.replaceSubrange(0..<4, with: [4, 0, 0, 0]) }
      #expect(BuildNote.id(bytes).count <= 64)
    }
    let note: [UInt8] = [4, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 71, 78, 85, 0, 9, 8, 0, 0]
    #expect(BuildNote.id(note) == [9, 8])
  }
}
