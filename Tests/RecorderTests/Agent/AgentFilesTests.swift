import CAgents
import Foundation
import Testing

@testable import Recorder

/// The program carries the agent as it lies in the folder `Sources/Agents/Python`.
@Suite struct AgentFilesTests {
  static let folder = URL(fileURLWithPath: Programs.folder)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("Sources/Agents/Python")

  @Test func `every file of the agent is carried, byte for byte`() throws {
    var carried: [String: Data] = [:]
    for index in 0..<cagents_file_count() {
      let file = cagents_file_at(index)
      carried[String(cString: file.path)] = Data(bytes: file.bytes, count: file.length)
    }
    var expected: [String: Data] = [:]
    let walk = FileManager.default.enumerator(atPath: Self.folder.path)
    while let name = walk?.nextObject() as? String {
      guard name.hasSuffix(".py") else { continue }
      expected[name] = try Data(contentsOf: Self.folder.appendingPathComponent(name))
    }
    #expect(carried == expected)
    #expect(cagents_file_count() == carried.count)
  }

  @Test func `the reader and the agent agree on the layout`() throws {
    let python = try #require(Pythons.all.last)
    let names = [
      "LAYOUT", "HEADER_SIZE", "RECORD_SIZE", "VERSION_OFFSET", "VERSION_SIZE", "TEXT_BYTES",
      "SPAN", "STEP", "ASYNC", "FLOW_START", "FLOW_END", "THREAD", "EXECUTOR", "PROCESS",
      "COMMAND", "TEXT_KIND", "CALL", "RECORD.size", "TEXT.size", "HEAD.size",
    ]
    let expressions = names.map { "L.\($0)" }.joined(separator: ", ")
    let program = """
      import sys; sys.path.insert(0, "\(Self.folder.path)"); sys.dont_write_bytecode = True
      from stretto_agent import layout as L
      print(L.MAGIC.decode(), \(expressions))
      """
    let said = try Finished([python.path, "-c", program])
    let kinds = RingLayout.Kind.allCases.map { String($0.rawValue) }
    let expected =
      [
        String(decoding: RingLayout.magic, as: UTF8.self), "\(RingLayout.version)",
        "\(RingLayout.headerSize)", "\(RingLayout.recordSize)", "\(RingLayout.versionOffset)",
        "\(RingLayout.versionSize)", "\(RingLayout.textBytes)",
      ] + kinds + ["40", "40", "48"]
    #expect(
      said.output.split(separator: "\n").first?.split(separator: " ").map(String.init) == expected)
  }
}
