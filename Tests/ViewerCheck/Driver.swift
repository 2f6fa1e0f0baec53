import Foundation

/// A program beside this file that opens traces in a viewer and prints what it found as JSON.
struct Driver {
  let words: [String]
  private let name: String

  /// Seconds after which the driver gives up; far more than any needs on a busy machine.
  private let patience: Int

  init(_ name: String, _ words: [String], patience: Int = 600) {
    self.name = name
    self.words = words
    self.patience = patience
  }

  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("Drivers")

  /// The command: `timeout` stops a driver whose own limit does not act, because its engine never
  /// comes back from a call.
  private var command: [String] {
    let script = Driver.folder.appendingPathComponent(name).path
    let limit = "\(patience)"
    let guarded = ["timeout", "--kill-after=5", "\(patience + 20)"]
    return name.hasSuffix(".py")
      ? guarded + ["python3", script] + words
      : guarded + ["node", script, "--timeout", limit] + words
  }

  /// Starts the driver.
  private func start() throws -> Running {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = command
    if let folder = ViewerCheck.viewersFolder {
      let here = ProcessInfo.processInfo.environment
      process.environment = here.merging(["STRETTO_VIEWERS": folder]) { $1 }
    }
    process.standardInput = FileHandle.nullDevice
    let output = Pipe()
    let errors = Pipe()
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    return Running(name: name, process: process, output: output, errors: errors)
  }

  /// Runs the driver and gives back one value for each line it printed.
  func run<Fact: Decodable & Sendable>(_: Fact.Type) async throws -> [Fact] {
    let running = try start()
    return try await Driver.onThread {
      try running.lines().map { try JSONDecoder().decode(Fact.self, from: Data($0.utf8)) }
    }
  }

  /// Runs blocking code on a thread of its own, not on one that tests share.
  static func onThread<T: Sendable>(_ body: @escaping @Sendable () throws -> T) async throws -> T {
    try await withCheckedThrowingContinuation { continuation in
      Thread { continuation.resume(with: Result { try body() }) }.start()
    }
  }

  /// A driver that has been started.
  private struct Running: @unchecked Sendable {
    let name: String
    let process: Process
    let output: Pipe
    let errors: Pipe

    /// The lines it prints; throws what the driver said when it failed.
    func lines() throws -> [String] {
      // Drivers say little on standard error, less than a pipe holds.
      let text = try output.fileHandleForReading.readToEnd() ?? Data()
      let complaint = try errors.fileHandleForReading.readToEnd() ?? Data()
      process.waitUntilExit()
      let status = process.terminationStatus
      guard status == 0 else {
        let said = String(decoding: complaint, as: UTF8.self)
        let missing = status == 127 ? " A tool is missing: run .ci/install-viewers." : ""
        throw ViewerCheckError(description: "\(name) ended with \(status): \(said)\(missing)")
      }
      return String(decoding: text, as: UTF8.self).split(separator: "\n").map(String.init)
    }
  }
}
