import Foundation
import Testing

@testable import Recorder

/// The kernel's own names, and those that compilers write down.
@Suite struct KernelSymbolsTests {
  private static let table = """
    ffffffff81000000 T _text
    ffffffff81001000 t do_one
    ffffffff81003000 D a_datum
    ffffffff81002000 W do_two
    ffffffffc0001000 t of_module	[module]
    not a line
    ffffffff81004000
    """

  @Test func `an address has the name of the function below it`() throws {
    let symbols = try #require(KernelSymbols(text: Array(Self.table.utf8)))
    #expect(symbols.name(at: 0xffff_ffff_8100_1fff) == "do_one")
    #expect(symbols.name(at: 0xffff_ffff_8100_2000) == "do_two")
    #expect(symbols.name(at: 0xffff_ffff_c000_1000) == "of_module")
    #expect(symbols.name(at: 0xffff_ffff_80ff_ffff) == nil)
    // Too far above to be in it.
    #expect(symbols.name(at: 0xffff_ffff_a000_0000) == nil)
  }

  @Test func `addresses that are hidden give no names`() {
    #expect(KernelSymbols(text: Array("0000000000000000 T _text\n".utf8)) == nil)
    #expect(KernelSymbols(text: []) == nil)
  }

  @Test func `functions are found by name, with what was split off them`() throws {
    let table = """
      ffffffff81003000 t do_poll
      ffffffff81001000 t do_poll.constprop.0
      ffffffff81001000 t alias
      ffffffff81002000 T do_pull
      ffffffff81004000 T last
      """
    let symbols = try #require(KernelSymbols(text: Array(table.utf8)))
    let wanted = ["do_pull", "none", "do_poll", "last", "poll"].map { Array($0.utf8) }
    let ranges = symbols.ranges(of: wanted)
    #expect(
      ranges.map { $0?.start } == [0xffff_ffff_8100_2000, nil, 0xffff_ffff_8100_1000, nil, nil])
    #expect(
      ranges.map { $0?.end } == [0xffff_ffff_8100_3000, nil, 0xffff_ffff_8100_2000, nil, nil])
  }

  @Test func `tables that do not belong together are refused`() {
    let names = Array("onetwo".utf8)
    #expect(KernelSymbols(starts: [1, 2], nameStarts: [0, 3, 6], names: names) != nil)
    #expect(KernelSymbols(starts: [2, 1], nameStarts: [0, 3, 6], names: names) == nil)
    #expect(KernelSymbols(starts: [1, 2], nameStarts: [0, 7, 6], names: names) == nil)
    #expect(KernelSymbols(starts: [1, 2], nameStarts: [0, 3, 7], names: names) == nil)
    #expect(KernelSymbols(starts: [1, 2], nameStarts: [1, 3, 6], names: names) == nil)
    #expect(KernelSymbols(starts: [1, 2], nameStarts: [0, 6], names: names) == nil)
    #expect(KernelSymbols(starts: [], nameStarts: [0], names: []) == nil)
  }

  @Test func `made code has the names of its map, the latest first`() {
    let map = """
      1000 100 LazyCompile:~fib w.js:1
      0x2000 0x10 old
      2008 8 new
      zzz 1 broken
      3000
      """
    #expect(
      MadeCode.names(Array(map.utf8), [0xfff, 0x1000, 0x10ff, 0x1100, 0x2000, 0x2008, 0x2010])
        == [nil, "LazyCompile:~fib w.js:1", "LazyCompile:~fib w.js:1", nil, "old", "new", nil])
  }

  @Test func `a map is read where it is the user's own, and no link`() throws {
    // Above what Linux gives to a process.
    let process = Int32(5_000_000) + getpid()
    let path = "/tmp/perf-\(process).map"
    try "1000 10 made".write(toFile: path, atomically: false, encoding: .utf8)
    defer { unlink(path) }
    #expect(MadeCode.names(process: process, [0x1008]) == ["made"])
    #expect(rename(path, path + ".real") == 0 && symlink(path + ".real", path) == 0)
    defer { unlink(path + ".real") }
    #expect(MadeCode.names(process: process, [0x1008]) == [nil])
  }

  @Test func `names are those of the source, and others stay as they are`() {
    #expect(Demangling.name("_ZN4shop4Till3addEi") == "shop::Till::add(int)")
    #expect(Demangling.name("$s4main3fooyyYaF") == "main.foo() async -> ()")
    #expect(Demangling.name("read@@GLIBC_2.2.5") == "read")
    #expect(Demangling.name("main.main") == "main.main")
    #expect(Demangling.name("_Znot a name") == "_Znot a name")
    #expect(Demangling.name(String(repeating: "x", count: 5000)).count < 500)
  }
}
