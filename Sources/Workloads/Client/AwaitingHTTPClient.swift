package import Stretto
import TraceModel

/// GETs from loopback without ever blocking a thread: waits are awaited.
package enum AwaitingHTTPClient {
  /// Sends a GET and reads the answer, whatever its status.
  ///
  /// The waits are declared as `io` waits of the calling async task, which may
  /// run on any executor: `readiness` is only the loop that watches the socket.
  package static func get(
    _ path: String, port: UInt16, readiness: EventLoop, tracer: Tracer? = nil
  ) async throws -> HTTPResponse {
    let socket = try LoopbackSocket(port: port, isNonBlocking: true)
    let descriptor = socket.descriptor
    if case .wouldBlock = try socket.connect() {
      try await awaiting(tracer) { try await readiness.untilWritable(descriptor) }
      try socket.finishConnecting()
    }
    var request = HTTPRequest.get(path, port: port)[...]
    while !request.isEmpty {
      switch try socket.send(request) {
      case .done(let count): request = request.dropFirst(count)
      case .wouldBlock: try await awaiting(tracer) { try await readiness.untilWritable(descriptor) }
      }
    }
    var parser = HTTPResponseParser()
    var buffer = [UInt8](repeating: 0, count: 16 << 10)
    while !parser.isComplete {
      switch try socket.receive(into: &buffer) {
      case .done(0): try parser.end()
      case .done(let count): try parser.consume(buffer[..<count])
      case .wouldBlock: try await awaiting(tracer) { try await readiness.untilReadable(descriptor) }
      }
    }
    return parser.response
  }
}
