import Foundation
import Testing
import ViewServer

/// What the server refuses to start with, and what it says.
@Suite struct ViewServerRefusalTests {
  let folder: TemporaryFolder
  let trace: String

  init() throws {
    folder = try TemporaryFolder()
    trace = try folder.write([0x1f, 0x8b], as: "a.json.gz")
  }

  private func refusal(
    _ traces: [String], perfettoURL: String = ViewServer.defaultPerfettoURL, port: Int = 0
  ) -> ViewServerError? {
    do {
      _ = try ViewServer(traces: traces, perfettoURL: perfettoURL, port: port)
      return nil
    } catch {
      return error
    }
  }

  @Test func `a trace must be a file that can be read`() throws {
    #expect(refusal([trace]) == nil)
    #expect(refusal([])?.code == .noTraces)
    let missing = refusal([trace, folder.path("missing.json.gz")])
    #expect(missing?.code == .unreadableTrace)
    #expect(missing?.description.contains("missing.json.gz\": No such file or directory.") == true)
    #expect(refusal([folder.path])?.code == .unreadableTrace)
    let pipe = folder.path("pipe.json.gz")
    #expect(mkfifo(pipe, 0o600) == 0)
    #expect(refusal([pipe])?.description.contains("no regular file") == true)
  }

  @Test func `the address of Perfetto must be one of the web`() {
    for url in [
      "ui.perfetto.dev", "javascript:alert(1)", "file:///etc", "https://", "http://a b",
      "https://ü.example", "",
    ] {
      #expect(refusal([trace], perfettoURL: url)?.code == .badPerfettoURL, "\(url)")
    }
    #expect(refusal([trace], perfettoURL: "http://127.0.0.1:10000/#!/viewer") == nil)
  }

  @Test func `a port that is taken or none is said`() async throws {
    #expect(refusal([trace], port: -1)?.code == .cannotListen)
    #expect(refusal([trace], port: 65536)?.code == .cannotListen)
    let first = try ViewServer(traces: [trace])
    let port = try #require(URLComponents(string: try await first.start())?.port)
    let second = try ViewServer(traces: [trace], port: port)
    let error = await #expect(throws: ViewServerError.self) { try await second.start() }
    #expect(error?.code == .cannotListen)
    #expect(error?.description.contains("\(port)") == true)
    await #expect(throws: ViewServerError.self) { try await first.start() }
    await first.stop()
    await first.wait()
    await first.stop()
  }
}
