import Foundation
@preconcurrency import Glibc
import Testing

/// A running `stretto view`, asked as a browser asks it.
struct Viewing {
  struct Answer {
    var status: Int
    var body: Data
    var text: String { String(decoding: body, as: UTF8.self) }
  }

  /// The address that was printed.
  let address: String
  private let process: Process
  private let output: FileHandle
  private let errors: FileHandle
  private let first: String

  /// Starts it and waits until it has printed an address.
  init(_ arguments: [String], in folder: URL) throws {
    let (output, errors) = (Pipe(), Pipe())
    process = Process()
    process.executableURL = URL(fileURLWithPath: Tool.path)
    process.arguments = ["view"] + arguments
    process.currentDirectoryURL = folder
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = errors
    try process.run()
    self.output = output.fileHandleForReading
    self.errors = errors.fileHandleForReading
    var line = Data()
    while line.last != UInt8(ascii: "\n") {
      // Nothing more means that it ended instead.
      guard let byte = try self.output.read(upToCount: 1), !byte.isEmpty else { break }
      line += byte
    }
    first = String(decoding: line, as: UTF8.self)
    address = try #require(
      first.split(separator: " ").first { $0.hasPrefix("http://127.0.0.1:") }.map(String.init),
      "\(first)")
  }

  /// What stands at `path` below the printed address' folder.
  func get(_ path: String) throws -> Answer {
    let parts = try #require(URLComponents(string: address))
    let port = try #require(parts.port)
    let folder = parts.path[...(try #require(parts.path.lastIndex(of: "/")))]
    let answer = try Viewing.exchange(
      "GET \(folder)\(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nConnection: close\r\n\r\n", port)
    let end = try #require(answer.firstRange(of: Data("\r\n\r\n".utf8)))
    let head = String(decoding: answer[..<end.lowerBound], as: UTF8.self).split(separator: " ")
    return Answer(status: Int(head[1]) ?? 0, body: Data(answer[end.upperBound...]))
  }

  /// Sends `text` to a port of this machine, and reads until the other side closes.
  private static func exchange(_ text: String, _ port: Int) throws -> Data {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    let connection = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
    let status = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    try #require(status == 0)
    try connection.write(contentsOf: Data(text.utf8))
    return try connection.readToEnd() ?? Data()
  }

  /// Presses Ctrl-C and waits for the end.
  func interrupt() -> Tool.Ending {
    process.interrupt()
    let rest = output.readDataToEndOfFile()
    let said = errors.readDataToEndOfFile()
    process.waitUntilExit()
    return Tool.Ending(
      status: process.terminationStatus, output: first + String(decoding: rest, as: UTF8.self),
      errors: String(decoding: said, as: UTF8.self))
  }
}
