import Foundation

@testable import Recorder

/// A program that ran with the preloaded library, and what it told of its interpreter locks.
struct LockRun {
  var finished: Finished
  var records: GILRecords
  /// How much of the disk each file took.
  var sizes: [Int] = []

  /// Runs a command; its files are read when it has ended.
  init(
    _ command: [String], adding more: [String: String] = [:], memory: Int = 64 << 20
  ) throws {
    let folder = try AgentRun.privateFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var environment = ProcessInfo.processInfo.environment.merging(more) { $1 }
    let added = try PreloadEnvironment.unpack(
      into: folder, preload: environment["LD_PRELOAD"])
    environment.merge(added) { $1 }
    finished = try Finished(command, environment: environment)
    let rings = PreloadEnvironment.ringFolder(in: folder)
    for name in try FileManager.default.contentsOfDirectory(atPath: rings) {
      var status = stat()
      if stat("\(rings)/\(name)", &status) == 0 { sizes.append(Int(status.st_blocks) * 512) }
    }
    var files = GILRings(folder: rings, memory: memory)
    records = files.finish()
  }

  /// Runs a Python program given as text.
  init(_ python: FoundPython, _ program: String, adding more: [String: String] = [:]) throws {
    try self.init([python.path, "-c", program], adding: more)
  }

  /// The numbers that the program printed.
  var numbers: [Int64] {
    finished.output.split(whereSeparator: \.isWhitespace).compactMap { Int64($0) }
  }
}

extension GILInterpreter {
  /// How long a thread waited.
  func waited(by thread: Int32) -> Int64 {
    waits.reduce(0) { $0 + ($1.thread == thread ? max(0, ($1.end ?? $1.start) - $1.start) : 0) }
  }
}
