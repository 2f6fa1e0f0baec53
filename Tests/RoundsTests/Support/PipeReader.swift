import Dispatch
@preconcurrency import Glibc
import SystemPackage

/// Reads a named pipe on a thread of its own.
enum PipeReader {
  /// Opens the pipe, which waits for a writer, and reads its first line.
  static func firstLine(of path: FilePath) async throws -> (
    descriptor: FileDescriptor, line: String
  ) {
    try await offPool {
      let descriptor = try FileDescriptor.open(path, .readOnly)
      var line: [UInt8] = []
      var byte: [UInt8] = [0]
      while try byte.withUnsafeMutableBytes({ try descriptor.read(into: $0) }) == 1,
        byte[0] != UInt8(ascii: "\n")
      { line.append(byte[0]) }
      return (descriptor, String(decoding: line, as: UTF8.self))
    }
  }

  /// Returns when every process that held the pipe for writing is gone.
  ///
  /// - Throws: `StillHeld` when one is left after a minute.
  static func untilNobodyWrites(_ descriptor: FileDescriptor) async throws {
    try await offPool {
      defer { try? descriptor.close() }
      var bytes = [UInt8](repeating: 0, count: 64)
      var entry = pollfd(fd: descriptor.rawValue, events: Int16(POLLIN), revents: 0)
      repeat {
        guard poll(&entry, 1, 60_000) > 0 else { throw StillHeld() }
      } while try bytes.withUnsafeMutableBytes({ try descriptor.read(into: $0) }) > 0
    }
  }

  /// A process that should be gone still holds the pipe.
  struct StillHeld: Error {}

  private static func offPool<R: Sendable>(
    _ body: @escaping @Sendable () throws -> R
  ) async throws -> R {
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue(label: "pipe reader").async { continuation.resume(with: Result { try body() }) }
    }
  }
}
