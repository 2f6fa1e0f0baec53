import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// The listening socket and the connections accepted on it.
struct Listener: Sendable {
  typealias Connection = NIOAsyncChannel<HTTPServerRequestPart, HTTPServerResponsePart>

  private let channel: NIOAsyncChannel<Connection, Never>
  let port: Int

  /// A browser keeps about six connections; more than this many at once are closed.
  private static let mostConnections = 64

  /// Starts to listen; a client that keeps us waiting for `patience` is cut off.
  init(port: Int, patience: Duration) async throws {
    let patience = TimeAmount(patience)
    channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
      .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
      .bind(host: "127.0.0.1", port: port) { connection in
        connection.eventLoop.makeCompletedFuture { try Listener.prepare(connection, patience) }
      }
    self.port = channel.channel.localAddress?.port ?? port
  }

  private static func prepare(
    _ connection: any Channel, _ patience: TimeAmount
  ) throws -> Connection {
    var limits = NIOHTTPDecoderLimitConfiguration()
    limits.maxHeaderFieldSize = 8 * 1024
    limits.maxHeaderListSize = 32 * 1024
    limits.maxHeaderFieldCount = 100
    let pipeline = connection.pipeline.syncOperations
    try pipeline.addHandler(IdleStateHandler(allTimeout: patience))
    try pipeline.configureHTTPServerPipeline(
      withPipeliningAssistance: true, withServerUpgrade: nil, withErrorHandling: true,
      withOutboundHeaderValidation: true, withEncoderConfiguration: .init(),
      withDecoderLimitConfiguration: limits)
    try pipeline.addHandler(IdleClients())
    return try NIOAsyncChannel(wrappingChannelSynchronously: connection)
  }

  /// Answers until the task is cancelled; then everything is closed.
  func run(_ answers: Answers) async {
    let open = Count()
    // What ends the loop is cancellation, or the loss of the listening socket: neither leaves
    // anything to be done here.
    try? await channel.executeThenClose { connections in
      try await withThrowingDiscardingTaskGroup { group in
        for try await connection in connections {
          guard open.increment() <= Listener.mostConnections else {
            open.decrement()
            try? await connection.channel.close()
            continue
          }
          group.addTask {
            // One connection's failure is its own.
            try? await answers.serve(connection)
            open.decrement()
          }
        }
      }
    }
  }

  /// How many connections are open.
  private final class Count: Sendable {
    private let value = Mutex(0)

    func increment() -> Int {
      value.withLock {
        $0 += 1
        return $0
      }
    }

    func decrement() { value.withLock { $0 -= 1 } }
  }
}
