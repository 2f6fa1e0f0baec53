import Foundation
import Testing

@testable import Recorder

/// Where the GIL lies, from what a process mapped and what files export.
@Suite struct PythonRuntimesTests {
  @Test func `a Python exports its runtime, and a shell does not`() throws {
    let path = try Interpreter.path.get()
    let mappings = try Self.mappings(of: path)
    let found = mappings.compactMap { mapping in
      ExportedSymbol(PythonRuntimes.symbol, in: mapping.path).flatMap { $0.range(in: mapping) }
    }
    let range = try #require(found.first)
    #expect(range.count > 100)
    var runtimes = PythonRuntimes()
    for mapping in mappings { runtimes.map(mapping, process: 5) }
    func isLock(_ address: UInt64, _ process: Int32) -> Bool {
      runtimes.contains(address, process: process)
    }
    #expect(isLock(range.lowerBound, 5))
    #expect(isLock(range.upperBound - 1, 5))
    #expect(!isLock(range.upperBound, 5))
    #expect(!isLock(16, 5))
    #expect(!isLock(range.lowerBound, 6))
    runtimes.fork(6, from: 5)
    #expect(isLock(range.lowerBound, 6))
    runtimes.forget(6)
    #expect(!isLock(range.lowerBound, 6))
    #expect(ExportedSymbol(PythonRuntimes.symbol, in: "/bin/sh") == nil)
  }

  @Test func `files that are no such files hold nothing, damaged ones do no harm`() throws {
    let scratch = Scratch()
    let file = scratch.file("damaged")
    #expect(ExportedSymbol("x", in: scratch.file("missing")) == nil)
    #expect(ExportedSymbol("x", in: scratch.path) == nil)
    let whole = try Data(contentsOf: URL(fileURLWithPath: "/bin/sh"))
    var generator = SystemRandomNumberGenerator()
    for _ in 0..<100 {
      var bytes = whole
      for _ in 0..<8 {
        bytes[Int.random(in: 0..<64, using: &generator)] = .random(in: 0...255, using: &generator)
      }
      try bytes.prefix(Int.random(in: 0...whole.count, using: &generator))
        .write(to: URL(fileURLWithPath: file))
      _ = ExportedSymbol("main", in: file)
    }
  }

  /// What a running interpreter mapped to be executed, as it tells itself.
  private static func mappings(of python: String) throws -> [CodeMapping] {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: python)
    process.arguments = ["-I", "-c", "print(open('/proc/self/maps').read())"]
    let output = Foundation.Pipe()
    process.standardOutput = output
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return text.split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ")
      guard words.count >= 6, words[1].contains("x"), words[5].hasPrefix("/") else { return nil }
      let ends = words[0].split(separator: "-").compactMap { UInt64($0, radix: 16) }
      guard ends.count == 2, let offset = UInt64(words[2], radix: 16) else { return nil }
      return CodeMapping(
        start: ends[0], length: ends[1] - ends[0], offset: offset, path: String(words[5]))
    }
  }
}
