import Foundation
import Testing

/// The kernel's symbols, read by one recording and kept for the next.
@Suite struct KernelSymbolsKeptTests {
  let scratch: ScratchFolder

  init() throws { scratch = try ScratchFolder() }

  /// Whether the kernel shows this user where its functions are.
  private static var isVisible: Bool {
    guard let file = fopen("/proc/kallsyms", "re") else { return false }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    for _ in 0..<50 where fgets(&line, 256, file) != nil {
      if strtoull(line, nil, 16) != 0 { return true }
    }
    return false
  }

  /// Of how much of a sleeping program's blocked time a recording knows the reason, in percent.
  private func recordSleep(_ name: String, cache: String) throws -> Int {
    let arguments = [
      "XDG_CACHE_HOME=\(cache)", Tool.path, "record", "-o", name, "--", "sleep", "0.2",
    ]
    let recorded = try Tool.start(arguments, in: scratch.url, path: "/usr/bin/env").wait()
    #expect(recorded.status == 0)
    let match = recorded.errors.firstMatch(of: /reasons for (\d+) % of the blocked time/)
    return match.flatMap { Int($0.1) } ?? 0
  }

  private func number(_ key: FileAttributeKey, of path: String) -> Int? {
    try? FileManager.default.attributesOfItem(atPath: path)[key] as? Int
  }

  @Test func `a recording is the same with what an earlier one kept, and replaces a damaged one`()
    throws
  {
    let folder = scratch.path("cache")
    let file = "\(folder)/stretto/kernel-symbols"
    let known = try recordSleep("1.json.gz", cache: folder)
    // Not where the kernel's functions or events are denied to us.
    guard Self.isVisible, known > 0 else {
      #expect(number(.size, of: file) == nil)
      return
    }
    let whole = try #require(number(.size, of: file))
    let first = try #require(number(.systemFileNumber, of: file))
    #expect(whole > 100_000)
    #expect(known > 90)
    #expect(try recordSleep("2.json.gz", cache: folder) > 90)
    // What is read anew is written anew, into another file.
    #expect(number(.systemFileNumber, of: file) == first)
    try Data("not symbols".utf8).write(to: URL(fileURLWithPath: file))
    #expect(try recordSleep("3.json.gz", cache: folder) > 90)
    #expect(number(.size, of: file) == whole)
  }
}
