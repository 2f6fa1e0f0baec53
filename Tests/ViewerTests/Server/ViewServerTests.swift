import Foundation
import Testing
import ViewServer

/// What the server gives, and to whom.
@Suite(.onOwnThreads) struct ViewServerTests {
  let folder: TemporaryFolder
  /// Larger than a piece that the server sends, and no multiple of it.
  let content: [UInt8] = [0x1f, 0x8b] + (0..<600_001).map { UInt8(truncatingIfNeeded: $0 &* 31) }

  init() throws { folder = try TemporaryFolder() }

  /// Starts a server of two traces, runs the body with its port and path, and stops it.
  private func serving(
    names: [String] = ["a.json.gz", "b.json"], analysis: String? = nil,
    _ body: (_ client: RawHTTP, _ root: String) async throws -> Void
  ) async throws {
    let paths = try names.map {
      try folder.write($0.hasSuffix(".gz") ? content : [UInt8]("{}".utf8), as: $0)
    }
    var make: ViewServer.Analysis?
    if let analysis { make = { Array(analysis.utf8) } }
    let server = try ViewServer(
      traces: paths, files: MiniPage.files, patience: .seconds(600),
      executor: OwnThreads.servers, analysis: make)
    let url = try await server.start()
    let parts = try #require(URLComponents(string: url))
    let port = try #require(parts.port)
    #expect(parts.host == "127.0.0.1")
    do {
      try await body(RawHTTP(port: port), parts.path)
    } catch {
      await server.stop()
      throw error
    }
    await server.stop()
    await #expect(throws: RawHTTP.Refused.self) { try await RawHTTP(port: port).send(parts.path) }
  }

  @Test func `the pages, their files and the traces are served with their types`() async throws {
    try await serving(analysis: "{}") { client, root in
      for path in [root, root + "handover"] {
        let page = try await client.send(path)
        #expect(page.status == 200)
        #expect(page.headers["content-type"] == "text/html; charset=utf-8")
        #expect(page.text.contains("a.json.gz"))
      }
      for (name, type) in [
        ("handover.css", "text/css"), ("handover.mjs", "text/javascript"),
        ("theme.css", "text/css"), ("src/main.mjs", "text/javascript"),
        ("src/panels/a-b.mjs", "text/javascript"),
      ] {
        let file = try await client.send(root + name)
        #expect(file.status == 200 && file.body == MiniPage.files.bytes(name))
        #expect(file.headers["content-type"] == "\(type); charset=utf-8")
      }
      let analysis = try await client.send(root + "analysis.json")
      #expect(analysis.headers["content-type"] == "application/json")
      let trace = try await client.send(root + "traces/0")
      #expect(trace.body == content)
      #expect(trace.headers["content-type"] == "application/gzip")
      #expect(trace.headers["content-encoding"] == nil)
      #expect(trace.headers["content-length"] == "\(content.count)")
      #expect(
        try await client.send(root + "traces/1").headers["content-type"] == "application/json")
    }
  }

  @Test func `every answer forbids other sites, guessing and storing`() async throws {
    try await serving(analysis: "{}") { client, root in
      for path in [
        root, root + "handover", root + "handover.mjs", root + "traces/0", root + "analysis.json",
        "/",
      ] {
        let headers = try await client.send(path).headers
        let policy = headers["content-security-policy"] ?? ""
        #expect(policy.hasPrefix("default-src 'none'; script-src 'self' 'sha256-"), "\(path)")
        #expect(!policy.contains("unsafe"))
        #expect(headers["cross-origin-opener-policy"] == "same-origin-allow-popups")
        #expect(headers["x-content-type-options"] == "nosniff")
        #expect(headers["cross-origin-resource-policy"] == "same-origin")
        #expect(headers["referrer-policy"] == "no-referrer")
        #expect(headers["cache-control"] == "no-store")
        #expect(headers["access-control-allow-origin"] == nil)
      }
    }
  }

  @Test func `HEAD gives the headers alone`() async throws {
    try await serving(analysis: "{}") { client, root in
      for path in [
        root, root + "handover", root + "traces/0", root + "handover.css", root + "src/main.mjs",
        root + "analysis.json",
      ] {
        let full = try await client.send(path)
        let head = try await client.send(path, method: "HEAD")
        #expect(head.status == 200 && head.body.isEmpty)
        #expect(head.headers["content-length"] == "\(full.body.count)")
        #expect(head.headers["content-type"] == full.headers["content-type"])
      }
    }
  }

  @Test func `without the token nothing is found`() async throws {
    try await serving { client, root in
      let token = String(root.dropFirst().dropLast())
      #expect(token.utf8.count == 32)
      let wrong = String(token.dropLast()) + (token.hasSuffix("0") ? "1" : "0")
      for path in [
        "/", "/traces/0", "/handover.mjs", "/\(wrong)/", "/\(wrong)/traces/0", "/x/",
        "/\(token.dropLast())/", "/\(token)0/", "/\(token)", "//\(token)/", "/%2e/\(token)/",
      ] {
        let answer = try await client.send(path)
        #expect(answer.status == 404, "\(path)")
        #expect(!answer.text.contains("a.json.gz") && !answer.text.contains(token))
      }
    }
  }

  @Test func `two servers have different tokens`() async throws {
    let path = try folder.write(content, as: "a.json.gz")
    let servers = try (0..<2).map { _ in
      try ViewServer(traces: [path], executor: OwnThreads.servers)
    }
    let urls = [try await servers[0].start(), try await servers[1].start()]
    #expect(urls[0].suffix(33) != urls[1].suffix(33))
    for server in servers { await server.stop() }
  }

  @Test func `a request that names another host is refused`() async throws {
    try await serving { client, root in
      let port = client.port
      for host in [
        "evil.example", "evil.example:\(port)", "127.0.0.1", "127.0.0.1:1", "",
        "127.0.0.1:\(port).evil.example", "localhost:\(port)@evil.example",
      ] {
        let answer = try await client.send(root, host: host)
        // An empty Host may be refused by the parser already.
        #expect([400, 403].contains(answer.status), "\(host)")
        #expect(!answer.text.contains("a.json.gz"))
      }
      #expect(try await client.send(root, host: "localhost:\(port)").status == 200)
      #expect(try await client.send(root, host: "LocalHost:\(port)").status == 200)
      let two = try await client.send(root, headers: ["Host: 127.0.0.1:\(port)"])
      #expect([400, 403].contains(two.status))
    }
  }

  @Test func `no path leads to another file`() async throws {
    _ = try folder.write([UInt8]("secret".utf8), as: "secret.txt")
    try await serving { client, root in
      for rest in [
        "../secret.txt", "traces/../secret.txt", "traces/0/../../secret.txt",
        "%2e%2e/secret.txt", "traces/..%2fsecret.txt", "traces//etc/passwd", "/etc/passwd",
        "traces/a.json.gz", "traces/secret.txt", "secret.txt", "traces/2", "traces/-1",
        "traces/00", "traces/+0", "traces/0x0", "traces/0%00", "traces/0/", "traces/", "traces",
        "traces/99999999999999999999999", "handover.html", "index.html", "./handover.mjs",
        "HANDOVER.MJS", "handover/", "/handover", "..\\secret.txt", "src", "src/", "src/main",
        "src/../theme.css", "src//main.mjs", "src%2fmain.mjs", "%73rc/main.mjs", "main.mjs",
        "src/main.mjs/", "src/main.mjs%00", "src/missing.mjs", "test/main.test.mjs",
        "analysis.json",
      ] {
        let answer = try await client.send(root + rest)
        #expect([400, 404].contains(answer.status), "\(rest)")
        #expect(!answer.text.contains("secret") && !answer.text.contains("root:"))
        #expect(!answer.text.contains("a.json.gz") && !answer.text.contains("script"))
      }
      for rest in ["traces/0?cached=1", "?t=0..9", "src/main.mjs?v=1", "handover?x"] {
        #expect(try await client.send(root + rest).status == 200, "\(rest)")
      }
    }
  }

  @Test func `nothing but GET and HEAD is answered`() async throws {
    try await serving { client, root in
      for method in ["POST", "PUT", "DELETE", "OPTIONS", "PATCH"] {
        let answer = try await client.send(root, method: method)
        #expect(answer.status == 405, "\(method)")
        #expect(answer.headers["allow"] == "GET, HEAD")
      }
      let body = try await client.exchange(
        "POST \(root) HTTP/1.1\r\nHost: 127.0.0.1:\(client.port)\r\nContent-Length: 100000000\r\n"
          + "\r\n" + String(repeating: "x", count: 1_000_000))
      #expect(body.isEmpty)
    }
  }

  @Test func `requests without end are cut off`() async throws {
    try await serving { client, root in
      let long = try await client.send(root + "?" + String(repeating: "x", count: 2000))
      #expect(long.status == 414)
      for text in [
        "GET \(root)\(String(repeating: "x", count: 1_000_000))",
        "GET \(root) HTTP/1.1\r\nHost: 127.0.0.1:\(client.port)\r\nX: "
          + String(repeating: "x", count: 1_000_000),
        "GET \(root) HTTP/1.1\r\n" + String(repeating: "A: b\r\n", count: 100_000),
        "no HTTP at all\r\n\r\n",
      ] {
        let answer = String(decoding: try await client.exchange(text), as: UTF8.self)
        #expect(!answer.hasPrefix("HTTP/1.1 200"), "\(text.prefix(80))")
      }
      #expect(try await client.send(root).status == 200)
    }
  }

  @Test func `many clients are served at once`() async throws {
    try await serving { client, root in
      let bodies = try await withThrowingTaskGroup(of: Bool.self) { group in
        for _ in 0..<24 {
          group.addTask { try await client.send(root + "traces/0").body == content }
        }
        return try await group.reduce(into: []) { $0.append($1) }
      }
      #expect(bodies == Array(repeating: true, count: 24))
    }
  }

  @Test func `connections beyond the limit are closed`() async throws {
    try await serving { client, root in
      var held: [Int32] = []
      defer { for descriptor in held { close(descriptor) } }
      // One that has been answered has been counted.
      for _ in 0..<64 { held.append(try await client.hold(root)) }
      await #expect(throws: RawHTTP.Refused.self) { try await client.send(root) }
    }
  }

  @Test func `a trace that changes is served as it is now, one that vanishes is missed`()
    async throws
  {
    try await serving { client, root in
      _ = try folder.write([1, 2, 3], as: "a.json.gz")
      #expect(try await client.send(root + "traces/0").body == [1, 2, 3])
      #expect(try await client.send(root + "handover").text.contains("3 bytes"))
      #expect(try await client.send(root).text.contains("\"bytes\":3}"))
      try FileManager.default.removeItem(atPath: folder.path("a.json.gz"))
      let answer = try await client.send(root + "traces/0")
      #expect(answer.status == 404)
      #expect(answer.text.contains("No such file or directory"))
      #expect(try await client.send(root + "handover").text.contains("cannot be read any more"))
      #expect(try await client.send(root).text.contains("\"bytes\":null}"))
    }
  }

  @Test func `names are escaped on the hand-over page`() async throws {
    let name = "<img src=x onerror=alert(1)> & \"q\" 'a' {{traces}} {{perfetto}}.json.gz"
    try await serving(names: [name]) { client, root in
      let page = try await client.send(root + "handover").text
      #expect(!page.contains("<img"))
      #expect(
        page.contains(
          "data-name=\"&lt;img src=x onerror=alert(1)&gt; &amp; &quot;q&quot; &#39;a&#39; "
            + "{{traces}} {{perfetto}}.json.gz\""))
    }
  }
}
