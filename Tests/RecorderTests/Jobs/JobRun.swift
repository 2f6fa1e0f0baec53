import Foundation

@testable import Recorder

/// A program that ran with the preloaded library, and what it told of its async tasks.
struct JobRun {
  var finished: Finished
  var records: JobRecords
  /// How much of the disk each file took.
  var sizes: [Int] = []

  /// Runs a command; its files are read when it has ended.
  init(_ command: [String], memory: Int = 64 << 20) throws {
    let folder = try AgentRun.privateFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var environment = ProcessInfo.processInfo.environment
    let added = try PreloadEnvironment.unpack(into: folder, preload: environment["LD_PRELOAD"])
    environment.merge(added) { $1 }
    finished = try Finished(command, environment: environment)
    let rings = PreloadEnvironment.ringFolder(in: folder)
    for name in try FileManager.default.contentsOfDirectory(atPath: rings) {
      var status = stat()
      if stat("\(rings)/\(name)", &status) == 0 { sizes.append(Int(status.st_blocks) * 512) }
    }
    var files = JobRings(folder: rings, memory: memory)
    records = files.finish()
  }
}
