@testable import Recorder

/// A program with the preloaded library, and what it told of its interpreter locks.
typealias LockRun = PreloadRun<GILRecords>

extension LockRun {
  init(
    _ command: [String], adding more: [String: String] = [:], memory: Int = 64 << 20
  ) throws {
    try self.init(command, adding: more) { folder in
      var files = GILRings(folder: folder, memory: memory)
      return files.finish()
    }
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
