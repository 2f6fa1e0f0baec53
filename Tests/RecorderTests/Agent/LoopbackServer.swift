import Foundation

/// The web server that the fetching programs ask; it ends with these tests.
final class LoopbackServer: Sendable {
  static let port: Result<Int, any Error> = Result { try LoopbackServer().port }

  struct Failed: Error {}

  private let port: Int

  private init() throws {
    guard let python = Pythons.all.last else { throw Failed() }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: python.path)
    process.arguments = [Programs.path("server.py")]
    let output = Foundation.Pipe()
    process.standardOutput = output
    // The server reads until these tests are gone: the other end is never closed before.
    process.standardInput = Self.input
    try process.run()
    var line = Data()
    while let byte = try output.fileHandleForReading.read(upToCount: 1), let first = byte.first,
      first != UInt8(ascii: "\n")
    {
      line += byte
    }
    guard let port = Int(String(decoding: line, as: UTF8.self)) else { throw Failed() }
    self.port = port
  }

  private static let input = Foundation.Pipe()
}

/// The Python programs beside these tests.
enum Programs {
  static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Programs")
    .resolvingSymlinksInPath().path

  static func path(_ name: String) -> String { "\(folder)/\(name)" }
}
