@testable import Recorder

/// A program with the preloaded library, and what it told of its async tasks.
typealias JobRun = PreloadRun<JobRecords>

extension JobRun {
  init(_ command: [String], memory: Int = 64 << 20) throws {
    try self.init(command) { folder in
      var files = JobRings(folder: folder, memory: memory)
      return files.finish()
    }
  }
}
