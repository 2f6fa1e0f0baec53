import Foundation
import Testing
import ViewServer

/// The viewer's page as the server fills it in, and the analysis that it asks for.
@Suite(.onOwnThreads) struct ServedPageTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private struct Sources: Decodable, Equatable {
    struct Trace: Decodable, Equatable {
      var name: String
      var url: String
      var bytes: Int?
    }
    var traces: [Trace]
    var analysis: String?
    var perfetto: String
  }

  private func serving(
    _ server: ViewServer, _ body: (_ client: RawHTTP, _ root: String) async throws -> Void
  ) async throws {
    let parts = try #require(URLComponents(string: try await server.start()))
    let client = RawHTTP(port: try #require(parts.port))
    do {
      try await body(client, parts.path)
    } catch {
      await server.stop()
      throw error
    }
    await server.stop()
  }

  private func page(of server: ViewServer) async throws -> RawHTTP.Answer {
    var answer: RawHTTP.Answer?
    try await serving(server) { client, root in answer = try await client.send(root) }
    return try #require(answer)
  }

  private func sources(in page: String) throws -> Sources {
    let blocks = page.between(#"<script type="application/json" id="sources">"#, "</script>")
    #expect(blocks.count == 1)
    return try JSONDecoder().decode(Sources.self, from: Data(try #require(blocks.first).utf8))
  }

  @Test(arguments: Page.allCases)
  func `the policy allows the import map by its hash, and no other inline script`(
    kind: Page
  ) async throws {
    let trace = try folder.write([1], as: "a.json.gz")
    let page = try await page(
      of: ViewServer(traces: [trace], files: kind.files, executor: OwnThreads.servers))
    let map = try #require(page.text.between(#"<script type="importmap">"#, "</script>").first)
    #expect(
      page.headers["content-security-policy"]
        == "default-src 'none'; script-src 'self' 'sha256-\(try systemHash(map))'; "
        + "style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
        + "worker-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'")
    // Every other script is data or has a URL.
    let scripts = page.text.between("<script", ">")
    #expect(scripts.count == 3)
    #expect(scripts.count { $0.contains("src=") || $0.contains("application/json") } == 2)
    #expect(!page.text.contains("style="))
    for attribute in ["onclick", "onload", "onerror", "javascript:"] {
      #expect(!page.text.contains(attribute))
    }
  }

  @Test func `the page is the file but for the block of sources`() async throws {
    let names = [
      "a <!-- <img src=x onerror=alert(1)> & \"q\" \u{202e} é.json", "b.json.gz",
    ]
    let paths = try names.map { try folder.write([1, 2, 3], as: $0) }
    let server = try ViewServer(
      traces: paths, perfettoURL: "http://127.0.0.1:1/", files: MiniPage.files,
      executor: OwnThreads.servers, analysis: { [] })
    let page = try await page(of: server).text
    #expect(
      try sources(in: page)
        == Sources(
          traces: [
            .init(name: names[0], url: "traces/0", bytes: 3),
            .init(name: names[1], url: "traces/1", bytes: 3),
          ], analysis: "analysis.json", perfetto: "http://127.0.0.1:1/"))
    let (filled, template) = (page.split(separator: "\n"), MiniPage.index.split(separator: "\n"))
    #expect(filled.count == template.count)
    #expect(zip(filled, template).count { $0 != $1 } == 1)
    #expect(!page.contains("<img") && !page.contains("<!--"))
  }

  @Test func `without an analysis the page is told so, and none is found`() async throws {
    let trace = try folder.write([1], as: "a.json.gz")
    try await serving(
      ViewServer(traces: [trace], files: MiniPage.files, executor: OwnThreads.servers)
    ) { client, root in
      let page = try await client.send(root).text
      #expect(try sources(in: page).analysis == nil)
      #expect(try await client.send(root + "analysis.json").status == 404)
    }
  }

  @Test func `the analysis is made once for all requests`() async throws {
    let trace = try folder.write([1], as: "a.json.gz")
    let made = Counter()
    let document = Array(#"{"schema":"stretto.view/1","complete":true}"#.utf8)
    let server = try ViewServer(
      traces: [trace], files: MiniPage.files, executor: OwnThreads.servers
    ) {
      made.increment()
      return document
    }
    try await serving(server) { client, root in
      for _ in 0..<3 {
        let answer = try await client.send(root + "analysis.json")
        #expect(answer.body == document)
      }
    }
    #expect(made.value == 1)
  }

  @Test func `an analysis that fails is one sentence, and the rest is served`() async throws {
    struct Failing: Error, CustomStringConvertible {
      let description = "a <b>.json: \"cut\" at byte 3"
    }
    let trace = try folder.write([1], as: "a.json.gz")
    let server = try ViewServer(
      traces: [trace], files: MiniPage.files, executor: OwnThreads.servers
    ) { throw Failing() }
    try await serving(server) { client, root in
      let answer = try await client.send(root + "analysis.json")
      #expect(answer.status == 200)
      #expect(
        try JSONDecoder().decode([String: String].self, from: Data(answer.body))
          == ["schema": "stretto.view/1", "error": Failing().description])
      #expect(try await client.send(root + "traces/0").body == [1])
    }
  }

  /// More of them than the machine has threads for Swift's tasks.
  ///
  /// A server that needs the threads
  /// they block gets them back when the analyses lose patience, which is then told.
  @Test(.timeLimit(.minutes(10)))
  func
    `analyses that block their threads keep nobody from being served, nor the server from ending`()
    async throws
  {
    let trace = try folder.write([1], as: "a.json.gz")
    let gate = DispatchSemaphore(value: 0)
    let (ends, ended) = AsyncStream<Bool>.makeStream()
    let count = ProcessInfo.processInfo.activeProcessorCount * 2
    var servers: [ViewServer] = []
    var asking: [Task<RawHTTP.Answer, any Error>] = []
    for _ in 0..<count {
      let server = try ViewServer(
        traces: [trace], files: MiniPage.files, executor: OwnThreads.servers
      ) {
        ended.yield(await blocked(on: gate))
        return []
      }
      servers.append(server)
      let parts = try #require(URLComponents(string: try await server.start()))
      let client = RawHTTP(port: try #require(parts.port))
      #expect(try await client.send(parts.path).status == 200)
      asking.append(Task { try await client.send(parts.path + "analysis.json") })
    }
    // Stopped while its analysis is still blocked, and whether or not the request has arrived.
    for server in servers { await server.stop() }
    for task in asking { await #expect(throws: RawHTTP.Refused.self) { try await task.value } }
    for _ in 0..<count { gate.signal() }
    var results = ends.makeAsyncIterator()
    for _ in 0..<count { #expect(await results.next() == true) }
  }

  /// Connections that idle while the first waits tell when the server's patience is over.
  @Test(.timeLimit(.minutes(10)))
  func `a request that waits for the analysis outlives the patience with idle ones`() async throws {
    let trace = try folder.write([1], as: "a.json.gz")
    let (begun, others) = (Gate(), Gate())
    let server = try ViewServer(
      traces: [trace], files: MiniPage.files, patience: .seconds(2),
      executor: OwnThreads.servers
    ) {
      begun.open()
      await others.wait()
      return Array("{}".utf8)
    }
    try await serving(server) { client, root in
      await begun.wait()
      async let answer = client.send(root + "analysis.json")
      for _ in 0..<2 { try await client.waitUntilClosed(after: root) }
      others.open()
      #expect(try await answer.text == "{}")
    }
  }

  @Test(.timeLimit(.minutes(10)))
  func `an analysis that listens is cancelled when the server stops`() async throws {
    let trace = try folder.write([1], as: "a.json.gz")
    let (begun, ended) = (Gate(), Gate())
    let server = try ViewServer(
      traces: [trace], files: MiniPage.files, executor: OwnThreads.servers
    ) {
      begun.open()
      let never = AsyncStream<Void> { _ in }
      for await _ in never {}
      if Task.isCancelled { ended.open() }
      return []
    }
    try await serving(server) { _, _ in await begun.wait() }
    await ended.wait()
  }
}

/// Blocks its thread, as an analysis that computes does.
///
/// - Returns: Whether the gate was opened, rather than patience lost.
private func blocked(on gate: DispatchSemaphore) async -> Bool {
  func wait() -> DispatchTimeoutResult { gate.wait(timeout: .now() + 300) }
  return wait() == .success
}
