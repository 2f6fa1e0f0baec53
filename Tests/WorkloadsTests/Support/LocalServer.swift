import NIOCore
import NIOPosix
@testable import Workloads

/// The workload server inside the test process, for the duration of a closure.
enum LocalServer {
  @available(*, noasync)
  static func serving<R>(_ body: (UInt16) throws -> R) throws -> R {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    defer { try? group.syncShutdownGracefully() }
    let channel = try WorkloadServer.start(on: group)
    return try body(UInt16(channel.localAddress?.port ?? 0))
  }
}
