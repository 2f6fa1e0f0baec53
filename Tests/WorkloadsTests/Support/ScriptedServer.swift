import Dispatch
@preconcurrency import Glibc

/// A raw TCP server: reads a request, sends pieces, closes.
final class ScriptedServer: Sendable {
  let port: UInt16

  /// A server for one connection.
  init(_ pieces: [String]) throws {
    let listener = try Self.refusingPort()
    guard listen(listener.descriptor, 8) == 0 else { throw ScriptError(code: errno) }
    port = listener.port
    DispatchQueue(label: "scripted server").async { Self.serve(listener.descriptor, pieces) }
  }

  /// A server that answers only when `batch` requests wait, and then all of them; until it has
  /// answered `count`.
  init(answering count: Int, inBatchesOf batch: Int) throws {
    let listener = try Self.refusingPort()
    guard listen(listener.descriptor, 8) == 0 else { throw ScriptError(code: errno) }
    port = listener.port
    DispatchQueue(label: "gathering server").async {
      for _ in 0..<(count / batch) {
        let waiting = (0..<batch).map { _ in Self.nextRequest(listener.descriptor) }
        for connection in waiting { Self.answer(connection, [Self.response]) }
      }
      close(listener.descriptor)
    }
  }

  private static let response = "HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nhello"

  /// A port that nothing listens on: bound, so that nobody else gets it, and not listening.
  static func refusingPort() throws -> (port: UInt16, descriptor: Int32) {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let status = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { raw in
        bind(descriptor, raw, size) == 0 ? getsockname(descriptor, raw, &size) : -1
      }
    }
    guard status == 0 else { throw ScriptError(code: errno) }
    return (UInt16(bigEndian: address.sin_port), descriptor)
  }

  private static func serve(_ listener: Int32, _ pieces: [String]) {
    let connection = nextRequest(listener)
    close(listener)
    answer(connection, pieces)
  }

  /// Takes a connection and reads the head of its request.
  private static func nextRequest(_ listener: Int32) -> Int32 {
    let connection = accept(listener, nil, nil)
    var on: Int32 = 1
    setsockopt(
      connection, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
    var head: [UInt8] = []
    var byte: UInt8 = 0
    while !head.suffix(4).elementsEqual("\r\n\r\n".utf8), read(connection, &byte, 1) == 1 {
      head.append(byte)
    }
    return connection
  }

  private static func answer(_ connection: Int32, _ pieces: [String]) {
    for piece in pieces {
      let bytes = Array(piece.utf8)
      _ = send(connection, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    }
    shutdown(connection, Int32(SHUT_WR))
    // Until the client has closed: a reset could overtake what was sent.
    var byte: UInt8 = 0
    while read(connection, &byte, 1) == 1 {}
    close(connection)
  }
}

struct ScriptError: Error {
  var code: Int32
}
