import Foundation

@testable import Recorder

/// A program that ran with the preloaded library, and what it told.
struct PreloadRun<Records> {
  var finished: Finished
  var records: Records
  /// How much of the disk each file took.
  var sizes: [Int] = []

  /// Runs a command; `read` is given the folder of its files when it has ended.
  init(
    _ command: [String], adding more: [String: String] = [:], read: (String) -> Records
  ) throws {
    let folder = try AgentRun.privateFolder()
    defer { try? FileManager.default.removeItem(atPath: folder) }
    var environment = ProcessInfo.processInfo.environment.merging(more) { $1 }
    let added = try PreloadEnvironment.unpack(into: folder, preload: environment["LD_PRELOAD"])
    environment.merge(added) { $1 }
    finished = try Finished(command, environment: environment)
    let rings = PreloadEnvironment.ringFolder(in: folder)
    for name in try FileManager.default.contentsOfDirectory(atPath: rings) {
      var status = stat()
      if stat("\(rings)/\(name)", &status) == 0 { sizes.append(Int(status.st_blocks) * 512) }
    }
    records = read(rings)
  }
}
