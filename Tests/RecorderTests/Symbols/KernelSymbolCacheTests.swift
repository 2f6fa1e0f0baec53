import Glibc
import Testing

@testable import Recorder

/// The user's copy of the kernel's symbols.
@Suite struct KernelSymbolCacheTests {
  private static let text = """
    ffffffff81000000 T _text
    ffffffff81001000 t do_one
    ffffffff81002000 W do_two
    """

  private let scratch = Scratch()
  private let symbols: KernelSymbols

  init() throws { symbols = try #require(KernelSymbols(text: Array(Self.text.utf8))) }

  private func cache(of kernel: String = "this") -> KernelSymbolCache {
    KernelSymbolCache(
      folder: scratch.path,
      kernel: KernelIdentity(start: Array(kernel.utf8), symbols: [], modules: []))
  }

  private var path: String { scratch.file("kernel-symbols") }

  private func contents() throws -> [UInt8] {
    let file = open(path, O_RDONLY)
    try #require(file >= 0)
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: 4096)
    return Array(bytes[..<read(file, &bytes, bytes.count)])
  }

  private func write(_ bytes: [UInt8]) throws {
    let file = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    try #require(file >= 0)
    defer { close(file) }
    #expect(Glibc.write(file, bytes, bytes.count) == bytes.count)
  }

  @Test func `what is kept comes back, to its owner alone`() throws {
    #expect(cache().load() == nil)
    cache().store(symbols)
    #expect(cache().load() == symbols)
    var status = stat()
    #expect(stat(path, &status) == 0 && status.st_mode == S_IFREG | 0o600)
  }

  @Test func `another kernel's is passed over, and replaced`() {
    cache(of: "earlier").store(symbols)
    #expect(cache().load() == nil)
    cache().store(symbols)
    #expect(cache().load() == symbols)
    #expect(cache(of: "earlier").load() == nil)
  }

  @Test func `a file that is cut or longer is passed over, wherever it is cut`() throws {
    cache().store(symbols)
    let whole = try contents()
    for count in whole.indices {
      try write(Array(whole[..<count]))
      #expect(cache().load() == nil, "\(count) of \(whole.count) bytes")
    }
    try write(whole + [0])
    #expect(cache().load() == nil)
    try write(whole)
    #expect(cache().load() == symbols)
  }

  @Test(arguments: 0..<200) func `damage does no harm`(seed: UInt64) throws {
    var generator = SeededGenerator(state: seed)
    cache().store(symbols)
    var bytes = try contents()
    for _ in 0...generator.next() % 4 {
      bytes[Int(generator.next() % UInt64(bytes.count))] = UInt8(
        truncatingIfNeeded: generator.next())
    }
    try write(bytes)
    // A name or an address that is another is not noticed; all can still be looked up.
    guard let damaged = cache().load() else { return }
    for start in damaged.starts { _ = damaged.name(at: start) }
    _ = damaged.ranges(of: [Array("do_one".utf8)])
  }

  @Test func `what others may write, and a link, is not believed`() throws {
    cache().store(symbols)
    #expect(chmod(path, 0o620) == 0)
    #expect(cache().load() == nil)
    #expect(chmod(path, 0o600) == 0)
    #expect(rename(path, path + ".real") == 0 && symlink(path + ".real", path) == 0)
    #expect(cache().load() == nil)
    // Writing replaces the link, not what it leads to.
    cache().store(symbols)
    var status = stat()
    #expect(lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFREG)
  }

  @Test func `where nothing can be written nothing is left`() throws {
    try write([1])
    let kernel = KernelIdentity(start: [1], symbols: [], modules: [])
    let cache = KernelSymbolCache(folder: path, kernel: kernel)
    cache.store(symbols)
    #expect(cache.load() == nil)
    #expect(try contents() == [1])
  }

  @Test func `a kernel is another by its start, its place and its modules, not by their users`() {
    func identity(_ start: String, _ symbols: String, _ modules: String) -> KernelIdentity {
      KernelIdentity(
        start: Array(start.utf8), symbols: Array(symbols.utf8), modules: Array(modules.utf8))
    }
    let module = "fuse 212992 3 - Live 0xffffffffc0400000\n"
    let known = identity("a", "ff0 T x", module)
    #expect(known == identity("a", "ff0 T x", "fuse 212992 5 - Live 0xffffffffc0400000\n"))
    #expect(known != identity("b", "ff0 T x", module))
    #expect(known != identity("a", "fe0 T x", module))
    #expect(known != identity("a", "ff0 T x", ""))
    #expect(known != identity("a", "ff0 T x", "fuse 212992 3 - Live 0xffffffffc0500000\n"))
    #expect(known.modules == [0xffff_ffff_c040_0000..<0xffff_ffff_c043_4000])
    let odd = "a\nb 1 2 - Live 0x0\nc -1 0 - Live 0x10\nd 9 0 - Live 0xffffffffffffffff\n"
    #expect(identity("a", "", odd).modules.isEmpty)
  }
}
