@preconcurrency import Glibc
import Stretto
import Testing
import Workloads

/// Both clients must behave alike.
enum Client: CaseIterable {
  case blocking
  case awaiting

  func get(_ path: String, port: UInt16) async throws -> HTTPResponse {
    try await offPool {
      guard self == .awaiting else { return try BlockingHTTPClient.get(path, port: port) }
      let loop = try EventLoop()
      defer { loop.shutDown() }
      return try loop.submit("get") {
        try await AwaitingHTTPClient.get(path, port: port, readiness: loop)
      }.wait()
    }
  }

  /// The sentence that a failed request gives; nil when it does not fail.
  func complaint(_ path: String, port: UInt16) async -> String? {
    do {
      _ = try await get(path, port: port)
      return nil
    } catch { return "\(error)" }
  }
}

struct `The HTTP clients` {
  @Test(arguments: Client.allCases)
  func `get what the workload server makes from the path`(client: Client) async throws {
    try await LocalServer.whileServing { port in
      let request = DelayedRequest(delayMilliseconds: 0, seed: 42, bytes: 200_000)
      let response = try await client.get(request.path, port: port)
      #expect(response.status == 200)
      #expect(response.body == SeededBytes.make(count: 200_000, seed: 42))
    }
  }

  @Test(
    arguments: Client.allCases,
    [
      "/", "/delay", "/delay/0/1", "/delay/x/1/1", "/delay/0/1/-1", "/delay/600001/1/1",
      "/delay/0/1/99999999999", "/delay/0/1/1/1",
    ])
  func `pass on an error status with its body`(client: Client, path: String) async throws {
    try await LocalServer.whileServing { port in
      let response = try await client.get(path, port: port)
      #expect(response.status == 404)
      #expect(String(decoding: response.body, as: UTF8.self).hasPrefix("GET /delay/"))
    }
  }

  @Test(arguments: Client.allCases)
  func `read chunked and close-delimited bodies in pieces`(client: Client) async throws {
    let chunked = try ScriptedServer([
      "HTTP/1.1 2", "00 OK\r\nTransfer-En", "coding: chunked\r", "\n\r\n", "3\r\nab", "c\r\n2",
      "\r\nde\r\n0\r\n", "\r\n",
    ])
    #expect(try await client.get("/", port: chunked.port).body == Array("abcde".utf8))
    let closing = try ScriptedServer(["HTTP/1.1 200 OK\r\n\r\n", "until ", "the end"])
    #expect(try await client.get("/", port: closing.port).body == Array("until the end".utf8))
  }

  @Test(arguments: Client.allCases)
  func `say when the server dies in mid-response`(client: Client) async throws {
    let server = try ScriptedServer(["HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n", "half"])
    let complaint = await client.complaint("/", port: server.port)
    #expect(
      complaint == "the server closed the connection after 4 bytes of an unfinished body")
  }

  @Test(arguments: Client.allCases)
  func `say when the server closes without an answer`(client: Client) async throws {
    let complaint = await client.complaint("/", port: try ScriptedServer([]).port)
    #expect(complaint == "the server closed the connection without an answer")
  }

  @Test(arguments: Client.allCases)
  func `say when nothing listens`(client: Client) async throws {
    let (port, descriptor) = try ScriptedServer.refusingPort()
    defer { close(descriptor) }
    let complaint = await client.complaint("/", port: port)
    #expect(complaint == "cannot connect to 127.0.0.1:\(port): Connection refused")
  }
}
