import Stretto
import Testing
import Workloads

@preconcurrency import Glibc

/// Both clients must behave alike.
enum Client: CaseIterable {
  case blocking
  case awaiting

  @available(*, noasync)
  func get(_ path: String, port: UInt16) throws -> HTTPResponse {
    switch self {
    case .blocking: return try BlockingHTTPClient.get(path, port: port)
    case .awaiting:
      let loop = try EventLoop()
      defer { loop.shutDown() }
      return try loop.submit("get") {
        try await AwaitingHTTPClient.get(path, port: port, readiness: loop)
      }.wait()
    }
  }

  /// The sentence that a failed request gives; nil when it does not fail.
  @available(*, noasync)
  func complaint(_ path: String, port: UInt16) -> String? {
    do {
      _ = try get(path, port: port)
      return nil
    } catch { return "\(error)" }
  }
}

struct `The HTTP clients` {
  @Test(arguments: Client.allCases)
  func `get what the workload server makes from the path`(client: Client) throws {
    try LocalServer.serving { port in
      let request = DelayedRequest(delayMilliseconds: 0, seed: 42, bytes: 200_000)
      let response = try client.get(request.path, port: port)
      #expect(response.status == 200)
      #expect(response.body == SeededBytes.make(count: 200_000, seed: 42))
    }
  }

  @Test(arguments: Client.allCases, [
    "/", "/delay", "/delay/0/1", "/delay/x/1/1", "/delay/0/1/-1", "/delay/60001/1/1",
    "/delay/0/1/99999999999", "/delay/0/1/1/1",
  ])
  func `pass on an error status with its body`(client: Client, path: String) throws {
    try LocalServer.serving { port in
      let response = try client.get(path, port: port)
      #expect(response.status == 404)
      #expect(String(decoding: response.body, as: UTF8.self).hasPrefix("GET /delay/"))
    }
  }

  @Test(arguments: Client.allCases)
  func `read chunked and close-delimited bodies in pieces`(client: Client) throws {
    let chunked = try ScriptedServer([
      "HTTP/1.1 2", "00 OK\r\nTransfer-En", "coding: chunked\r", "\n\r\n", "3\r\nab", "c\r\n2",
      "\r\nde\r\n0\r\n", "\r\n",
    ])
    #expect(try client.get("/", port: chunked.port).body == Array("abcde".utf8))
    let closing = try ScriptedServer(["HTTP/1.1 200 OK\r\n\r\n", "until ", "the end"])
    #expect(try client.get("/", port: closing.port).body == Array("until the end".utf8))
  }

  @Test(arguments: Client.allCases)
  func `say when the server dies in mid-response`(client: Client) throws {
    let server = try ScriptedServer(["HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n", "half"])
    let complaint = client.complaint("/", port: server.port)
    #expect(
      complaint == "the server closed the connection after 4 bytes of an unfinished body")
  }

  @Test(arguments: Client.allCases)
  func `say when the server closes without an answer`(client: Client) throws {
    let complaint = client.complaint("/", port: try ScriptedServer([]).port)
    #expect(complaint == "the server closed the connection without an answer")
  }

  @Test(arguments: Client.allCases)
  func `say when nothing listens`(client: Client) throws {
    let (port, descriptor) = try ScriptedServer.refusingPort()
    defer { close(descriptor) }
    let complaint = client.complaint("/", port: port)
    #expect(complaint == "cannot connect to 127.0.0.1:\(port): Connection refused")
  }
}
