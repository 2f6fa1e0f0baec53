import Foundation

/// A Python that is on this machine, past the shell scripts that may stand for it on PATH.
enum Interpreter {
  struct Missing: Error, CustomStringConvertible {
    var description: String { "no python3 was found on PATH" }
  }

  static let path = Result { try find() }

  private static func find() throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", "-c", "import sys; print(sys.executable)"]
    let output = Foundation.Pipe()
    process.standardOutput = output
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let path = String(decoding: data, as: UTF8.self).trimmingCharacters(in: .newlines)
    guard process.terminationStatus == 0, path.hasPrefix("/") else { throw Missing() }
    return path
  }
}
