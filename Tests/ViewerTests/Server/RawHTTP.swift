import Foundation
@preconcurrency import Glibc

/// A client that sends exactly the text it is given, so that tests can lie in every header.
///
/// Its blocking calls run on threads of their own: the server under test needs the shared ones.
struct RawHTTP {
  /// An answer as it came: status, headers in lower case, body.
  struct Answer: CustomStringConvertible {
    let status: Int
    let headers: [String: String]
    let body: [UInt8]
    var text: String { String(decoding: body, as: UTF8.self) }
    var description: String { "status \(status), \(body.count) bytes" }
  }

  let port: Int

  /// One request; `path` and `host` are sent as they are.
  func send(
    _ path: String, method: String = "GET", host: String? = nil, headers: [String] = []
  ) async throws -> Answer {
    let lines =
      ["\(method) \(path) HTTP/1.1", "Host: \(host ?? "127.0.0.1:\(port)")"] + headers
      + ["Connection: close", "", ""]
    return try await RawHTTP.parse(exchange(lines.joined(separator: "\r\n")))
  }

  /// A connection that has been answered once and stays open; the caller closes it.
  func hold(_ path: String) async throws -> Int32 {
    try await onThread {
      let descriptor = try connected()
      let text = "HEAD \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\n\r\n"
      _ = Glibc.send(descriptor, text, text.utf8.count, Int32(MSG_NOSIGNAL))
      var answer: UInt8 = 0
      guard recv(descriptor, &answer, 1, 0) == 1 else {
        close(descriptor)
        throw Refused()
      }
      return descriptor
    }
  }

  /// Asks for `path` on a connection that stays open, and returns when the server closes it.
  func waitUntilClosed(after path: String) async throws {
    let text = "GET \(path) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\n\r\n"
    _ = try await exchange(text)
  }

  /// Sends the bytes and reads until the server closes.
  func exchange(_ text: String) async throws -> [UInt8] {
    try await onThread { try blockingExchange(text) }
  }

  private func onThread<T: Sendable>(
    _ body: @escaping @Sendable () throws -> T
  ) async throws -> T {
    try await withCheckedThrowingContinuation { continuation in
      Thread { continuation.resume(with: Result { try body() }) }.start()
    }
  }

  private func blockingExchange(_ text: String) throws -> [UInt8] {
    let descriptor = try connected()
    defer { close(descriptor) }
    var rest = [UInt8](text.utf8)[...]
    while !rest.isEmpty {
      let sent = rest.withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      // A server that refuses what comes may close before all was sent.
      if sent <= 0 { break }
      rest = rest.dropFirst(sent)
    }
    var answer: [UInt8] = []
    var piece = [UInt8](repeating: 0, count: 65536)
    while true {
      let got = recv(descriptor, &piece, piece.count, 0)
      if got < 0, errno == EAGAIN { throw Silent() }
      if got <= 0 { return answer }
      answer += piece[..<got]
    }
  }

  private func connected() throws -> Int32 {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var limit = timeval(tv_sec: 600, tv_usec: 0)
    setsockopt(
      descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = in_addr_t(0x7f00_0001).bigEndian
    let result = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else {
      close(descriptor)
      throw Refused()
    }
    return descriptor
  }

  /// Nobody listens.
  struct Refused: Error {}

  /// The server neither answered nor closed for ten minutes.
  struct Silent: Error {}

  private static func parse(_ bytes: [UInt8]) throws -> Answer {
    let separator: [UInt8] = [13, 10, 13, 10]
    guard let end = bytes.indices.first(where: { bytes[$0...].starts(with: separator) }) else {
      throw Refused()
    }
    let lines = String(decoding: bytes[..<end], as: UTF8.self).split(separator: "\r\n")
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      let parts = line.split(separator: ":", maxSplits: 1)
      headers[parts[0].lowercased()] = parts[1].drop { $0 == " " }.description
    }
    let status = lines.first?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    return Answer(status: status, headers: headers, body: Array(bytes[(end + 4)...]))
  }
}
