import Foundation
import Testing

/// The programs that articles on concurrency compare, recorded as they are: their speedups in one
/// table.
@Suite(.serialized) struct SeedProgramTests {
  let scratch: ScratchFolder

  init() throws { scratch = try ScratchFolder() }

  private static let programs = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("RecorderTests/Programs").path

  /// Records the programs of one name, and gives the report of all against the sequential one.
  private func report(_ name: String, _ models: [String], _ arguments: [String] = []) throws
    -> String
  {
    for model in ["sequential"] + models {
      let program = "\(Self.programs)/\(name)_\(model).py"
      let ending = try Tool.start(
        ["record", "--output", "\(model).json.gz", "--", "python3", "-B", program] + arguments,
        in: scratch.url
      ).wait()
      #expect(ending.status == 0, "\(model): \(ending.errors)")
    }
    let traces = models.map { "\($0).json.gz" }
    let ending = try Tool.start(
      ["report", "--baseline", "sequential.json.gz"] + traces, in: scratch.url
    ).wait()
    #expect(ending.status == 0)
    return ending.output
  }

  /// The rows of the table: the first words of each line that has a wall time and a speedup.
  private func rows(_ report: String) throws -> [String: Double] {
    let row = /^  (?<name>[a-z]+)(?: x\d+)? +[\d.]+ (?:ms|s) +(?<speedup>\d+(?:\.\d+)?)\b/
    var rows: [String: Double] = [:]
    for line in report.split(separator: "\n") {
      guard let match = try row.firstMatch(in: line) else { continue }
      rows[String(match.name)] = Double(match.speedup)
    }
    return rows
  }

  private func expectTable(_ report: String, sourceLocation: SourceLocation = #_sourceLocation)
    throws
  {
    let said = "sequential tells of no tasks: that the same work was done is your word"
    #expect(report.hasPrefix(said), sourceLocation: sourceLocation)
    #expect(!report.contains("not of one workload"), sourceLocation: sourceLocation)
    let rows = try rows(report)
    #expect(
      Set(rows.keys) == ["sequential", "threads", "processes", "asyncio"], "\(report)",
      sourceLocation: sourceLocation)
    #expect(rows["sequential"] == 1, sourceLocation: sourceLocation)
    #expect(rows.values.allSatisfy { $0 > 0 }, sourceLocation: sourceLocation)
  }

  @Test func `four counting programs are one table of speedups`() throws {
    try expectTable(try report("count", ["threads", "pool", "asyncio"]))
  }

  @Test func `four fetching programs are one table of speedups`() throws {
    let server = try PageServer()
    try expectTable(try report("fetch", ["threads", "pool", "asyncio"], [server.port]))
    #expect(server.isRunning)
  }
}

/// The web server of the fetching programs; it ends with its standard input.
private final class PageServer {
  let port: String
  private let process = Process()
  private let input = Pipe()

  var isRunning: Bool { process.isRunning }

  init() throws {
    let folder = URL(fileURLWithPath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
      "python3", folder.appendingPathComponent("RecorderTests/Programs/server.py").path,
    ]
    process.standardInput = input
    process.standardOutput = output
    try process.run()
    var line = Data()
    while let byte = try output.fileHandleForReading.read(upToCount: 1), byte != Data("\n".utf8),
      !byte.isEmpty
    {
      line += byte
    }
    port = String(decoding: line, as: UTF8.self)
  }

  deinit { try? input.fileHandleForWriting.close() }
}
