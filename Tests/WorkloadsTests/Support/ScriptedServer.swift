import Dispatch
@preconcurrency import Glibc

/// A raw TCP server for one connection: reads a request, sends pieces, closes.
final class ScriptedServer: Sendable {
  let port: UInt16

  init(_ pieces: [String]) throws {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let status = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { raw in
        bind(listener, raw, size) == 0 && listen(listener, 8) == 0
          ? getsockname(listener, raw, &size) : -1
      }
    }
    guard status == 0 else { throw ScriptError(code: errno) }
    port = UInt16(bigEndian: address.sin_port)
    DispatchQueue(label: "scripted server").async { Self.serve(listener, pieces) }
  }

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
    let connection = accept(listener, nil, nil)
    close(listener)
    var on: Int32 = 1
    setsockopt(
      connection, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
    var head: [UInt8] = []
    var byte: UInt8 = 0
    while !head.suffix(4).elementsEqual("\r\n\r\n".utf8), read(connection, &byte, 1) == 1 {
      head.append(byte)
    }
    for piece in pieces {
      let bytes = Array(piece.utf8)
      _ = send(connection, bytes, bytes.count, Int32(MSG_NOSIGNAL))
    }
    shutdown(connection, Int32(SHUT_WR))
    // Until the client has closed: a reset could overtake what was sent.
    while read(connection, &byte, 1) == 1 {}
    close(connection)
  }
}

struct ScriptError: Error {
  var code: Int32
}
