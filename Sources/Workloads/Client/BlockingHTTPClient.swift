@preconcurrency import Glibc
package import Stretto
import TraceModel

/// GETs from loopback with calls that block the thread.
package enum BlockingHTTPClient {
  /// How long a call may block before the request fails.
  static let patienceSeconds = 660

  /// Sends a GET and reads the answer, whatever its status.
  ///
  /// Connecting and receiving are declared as `io` waits of the lane.
  package static func get(
    _ path: String, port: UInt16, tracer: Tracer? = nil
  ) throws -> HTTPResponse {
    let socket = try LoopbackSocket(port: port, isNonBlocking: false)
    socket.limitBlocking(seconds: patienceSeconds)
    try blocking(tracer) { try connect(socket) }
    var request = HTTPRequest.get(path, port: port)[...]
    while !request.isEmpty {
      switch try socket.send(request) {
      case .done(let count): request = request.dropFirst(count)
      case .wouldBlock: throw tookTooLong(port)
      }
    }
    var parser = HTTPResponseParser()
    var buffer = [UInt8](repeating: 0, count: 16 << 10)
    while !parser.isComplete {
      let received = try blocking(tracer) { try socket.receive(into: &buffer) }
      switch received {
      case .done(0): try parser.end()
      case .done(let count): try parser.consume(buffer[..<count])
      case .wouldBlock: throw tookTooLong(port)
      }
    }
    return parser.response
  }

  private static func connect(_ socket: borrowing LoopbackSocket) throws {
    guard case .wouldBlock = try socket.connect() else { return }
    // Interrupted: the connection is made in the background, wait for it.
    var entry = pollfd(fd: socket.descriptor, events: Int16(POLLOUT), revents: 0)
    while poll(&entry, 1, Int32(patienceSeconds * 1000)) < 0, errno == EINTR {}
    try socket.finishConnecting()
  }

  private static func tookTooLong(_ port: UInt16) -> HTTPClientError {
    HTTPClientError("127.0.0.1:\(port) did not answer within \(patienceSeconds) s")
  }
}
