@preconcurrency import Glibc
import NIOCore
import NIOHTTP1
import NIOPosix

/// The HTTP server that `fetch` and `mixed` fetch from, for a process of its own.
///
/// Built on SwiftNIO: a static link of FlyingFox, the lighter package, needs
/// libcurl through Foundation (measured), which a tool that is copied as one
/// file can't bring along.
package enum WorkloadServer {
  /// Serves on a free port of loopback until standard input is closed.
  ///
  /// Prints "port NUMBER" and a newline to standard output when it is ready.
  /// Blocks the calling thread; whoever holds the other end of standard input
  /// ends the server by closing it, or by dying.
  @available(*, noasync)
  package static func run() throws {
    let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
    defer { try? group.syncShutdownGracefully() }
    let channel = try start(on: group)
    guard let port = channel.localAddress?.port else {
      throw HTTPClientError("the workload server got no port on 127.0.0.1")
    }
    writeLine("port \(port)")
    waitForEndOfInput()
  }

  /// Binds to a free port of loopback.
  static func start(on group: MultiThreadedEventLoopGroup) throws -> any Channel {
    try ServerBootstrap(group: group)
      .serverChannelOption(.backlog, value: 4096)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          let pipeline = channel.pipeline.syncOperations
          try pipeline.configureHTTPServerPipeline()
          try pipeline.addHandler(DelayedResponder())
        }
      }
      .childChannelOption(.socketOption(.tcp_nodelay), value: 1)
      .bind(host: "127.0.0.1", port: 0).wait()
  }

  private static func writeLine(_ text: String) {
    var rest = Array("\(text)\n".utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(STDOUT_FILENO, $0.baseAddress, $0.count) }
      if count < 0, errno != EINTR { return }
      rest = rest.dropFirst(max(count, 0))
    }
  }

  private static func waitForEndOfInput() {
    var byte: UInt8 = 0
    while true {
      let count = read(STDIN_FILENO, &byte, 1)
      if count == 0 || (count < 0 && errno != EINTR) { return }
    }
  }
}
