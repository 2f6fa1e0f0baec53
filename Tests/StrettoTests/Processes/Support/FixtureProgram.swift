import Glibc
import Testing

@testable import Stretto

/// The program with a process pool that the tests build beside themselves.
enum FixtureProgram {
  /// Next to the test runner.
  static let path: String = {
    var bytes = [CChar](repeating: 0, count: 4_096)
    let length = max(0, readlink("/proc/self/exe", &bytes, bytes.count - 1))
    let runner = String(decoding: bytes[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let folder = runner.split(separator: "/", omittingEmptySubsequences: false).dropLast()
    return folder.joined(separator: "/") + "/ProcessPoolProgram"
  }()

  /// Work of the fixture, to be submitted from here.
  static let square = RegisteredWork("square") { (number: Int, _) in number * number }
  static let echo = RegisteredWork("echo") { (payload: Payload, _) in payload }
  static let refuse = RegisteredWork("refuse") { (_: Int, _) in 0 }
  static let crash = RegisteredWork("crash") { (_: Int32, _) in 0 }
  static let hang = RegisteredWork("hang") { (_: Int, _) in 0 }
  static let nest = RegisteredWork("nest") { (_: Int, _) in 0 }
  static let recordAndHang = RegisteredWork("record and hang") { (_: Int, _) in 0 }
  static let environment = RegisteredWork("environment") { (_: String, _) -> String? in nil }
  /// Not registered in the fixture.
  static let missing = RegisteredWork("missing") { (_: Int, _) in 0 }

  struct Payload: Codable, Sendable, Equatable {
    var bytes: [UInt8]
    var note: String?
  }

  static func pool(
    workers: Int, timeout: Duration? = nil, tracer: Tracer? = nil
  ) throws -> ProcessPool {
    try ProcessPool(
      workers: workers, timeout: timeout, startTimeout: .seconds(30), executable: path,
      tracer: tracer)
  }
}

/// A run of the fixture in a process of its own.
final class FixtureRun {
  let process: pid_t
  private let output: Int32

  init(_ arguments: [String]) throws {
    let pipe = try WorkerPipe()
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    for stream in [Int32(1), 2] {
      posix_spawn_file_actions_adddup2(&actions, pipe.writeEnd.descriptor, stream)
    }
    var process = pid_t()
    let status = CStrings.with([FixtureProgram.path] + arguments) { arguments in
      posix_spawn(&process, FixtureProgram.path, &actions, nil, arguments, environ)
    }
    pipe.writeEnd.close()
    output = pipe.readEnd.descriptor
    guard status == 0 else { throw ScratchError(status) }
    self.process = process
  }

  /// What it and its workers print until the first end of a line, or until all have ended.
  func line() -> String {
    var text: [UInt8] = []
    var byte: UInt8 = 0
    while read(output, &byte, 1) == 1, byte != UInt8(ascii: "\n") { text.append(byte) }
    return String(decoding: text, as: UTF8.self)
  }

  /// What is printed until it and all its workers have ended, and how it ended.
  func finish() -> (output: [String], ending: WorkerProcess.Ending) {
    var text: [UInt8] = []
    while case let more = PipeEnd(descriptor: output).readAvailable(4_096), !more.isEmpty {
      text += more
    }
    close(output)
    let nowhere = PipeEnd(descriptor: -1)
    let ending = WorkerProcess(
      process: process, requests: nowhere, replies: nowhere, events: nil
    ).reap()
    let lines = String(decoding: text, as: UTF8.self).split(separator: "\n").map(String.init)
    return (lines, ending)
  }
}
