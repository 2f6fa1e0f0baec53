import NIOCore
import NIOPosix

@testable import Workloads

/// The workload server inside the test process, for the duration of a closure that may block.
enum LocalServer {
  static func serving<R: Sendable>(
    _ body: @escaping @Sendable (UInt16) throws -> R
  ) async throws -> R {
    try await offPool {
      let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
      defer { try? group.syncShutdownGracefully() }
      let channel = try WorkloadServer.start(on: group)
      return try body(UInt16(channel.localAddress?.port ?? 0))
    }
  }

  /// The same for a closure that awaits.
  static func whileServing<R: Sendable>(
    _ body: @escaping @Sendable (UInt16) async throws -> R
  ) async throws -> R {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    let channel = try await offPool { try WorkloadServer.start(on: group) }
    let result = await Result { try await body(UInt16(channel.localAddress?.port ?? 0)) }
    try await group.shutdownGracefully()
    return try result.get()
  }
}

extension Result where Failure == any Error {
  fileprivate init(_ body: () async throws -> Success) async {
    do { self = .success(try await body()) } catch { self = .failure(error) }
  }
}
