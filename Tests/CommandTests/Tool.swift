import Foundation

/// The built `stretto` binary, run as a user runs it.
struct Tool {
  struct Missing: Error, CustomStringConvertible {
    var path: String
    var description: String { "\(path) is not built: run `swift build` first" }
  }

  struct Ending {
    var status: Int32
    var output: String
    var errors: String

    /// Standard error without its last newline: what must be one sentence.
    var sentence: String { errors.trimmingCharacters(in: .newlines) }
  }

  /// Beside the test bundle: `swift test` builds both into one folder.
  static let path = built("stretto")

  /// A program of this package, by its name.
  static func built(_ name: String) -> String {
    let bundle = Bundle.allBundles.map(\.bundleURL).first { $0.pathExtension == "xctest" }
    let folder = bundle?.deletingLastPathComponent() ?? Bundle.main.bundleURL
    return folder.appendingPathComponent(name).path
  }

  /// Starts the tool without waiting for it.
  static func start(
    _ arguments: [String], in folder: URL, path: String = Tool.path
  ) throws -> Running {
    guard FileManager.default.isExecutableFile(atPath: path) else { throw Missing(path: path) }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.currentDirectoryURL = folder
    return try Running(process)
  }

  static func run(_ arguments: String..., in folder: URL) throws -> Ending {
    try start(arguments, in: folder).wait()
  }

  /// Runs a Python program that is given the tool's path and drives it, as on a terminal.
  static func driven(by program: String, in scratch: ScratchFolder) throws -> Ending {
    try program.write(toFile: scratch.path("driver.py"), atomically: true, encoding: .utf8)
    return try start(["python3", "driver.py", path], in: scratch.url, path: "/usr/bin/env").wait()
  }

  /// A running tool whose two streams are being read.
  final class Running {
    let process: Process
    private let output = Stream()
    private let errors = Stream()

    init(_ process: Process) throws {
      self.process = process
      process.standardInput = FileHandle.nullDevice
      process.standardOutput = output.pipe
      process.standardError = errors.pipe
      try process.run()
      output.drain()
      errors.drain()
    }

    func wait() -> Ending {
      process.waitUntilExit()
      // A tool that died of a signal has the status a shell would show.
      let signalled = process.terminationReason == .uncaughtSignal
      return Ending(
        status: process.terminationStatus + (signalled ? 128 : 0), output: output.text(),
        errors: errors.text())
    }
  }

  /// One stream, read on a thread of its own so that neither fills up.
  private final class Stream: @unchecked Sendable {
    let pipe = Pipe()
    // Written by the reading thread before it signals, read after the wait.
    private var data = Data()
    private let done = DispatchSemaphore(value: 0)

    func drain() {
      let thread = Thread { [self] in
        data = pipe.fileHandleForReading.readDataToEndOfFile()
        done.signal()
      }
      thread.start()
    }

    func text() -> String {
      done.wait()
      defer { done.signal() }
      return String(decoding: data, as: UTF8.self)
    }
  }
}

/// A folder that is there for one test.
final class ScratchFolder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory
      .appendingPathComponent("stretto-command-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func path(_ name: String) -> String { url.appendingPathComponent(name).path }
}
