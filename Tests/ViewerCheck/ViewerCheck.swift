import Foundation

/// Opens traces in the viewers that they are written for: Perfetto, catapult and DevTools.
///
/// Each call starts the real viewer, without a window and without a network. A tool that is missing
/// throws with how to install it; nothing is ever skipped. One call takes several files at the cost
/// of one start: about half a second a file in Perfetto's engine, one in catapult, two in DevTools,
/// three in the whole Perfetto UI.
package enum ViewerCheck {
  /// Where .ci/install-viewers put the viewers, when not into its usual folder.
  @TaskLocal package static var viewersFolder: String?

  /// Perfetto's engine alone; `sql` adds rows of its own queries.
  package static func perfetto(
    _ traces: [String], sql: [String] = []
  ) async throws -> [PerfettoFacts] {
    let queries = sql.flatMap { ["--sql", $0] }
    return try await facts("perfetto-engine.mjs", queries, traces)
  }

  package static func catapult(
    _ traces: [String], screenshot: String? = nil
  ) async throws -> [CatapultFacts] {
    try await facts("catapult.mjs", option("--screenshot", screenshot), traces)
  }

  /// The Performance panel; one that shows no range within `patience` seconds counts as silent.
  package static func devTools(
    _ traces: [String], screenshot: String? = nil, patience: Int = 60
  ) async throws -> [DevToolsFacts] {
    let words = ["--patience", "\(patience)"] + option("--screenshot", screenshot)
    return try await facts("devtools.mjs", words, traces)
  }

  /// The whole Perfetto UI; slower than its engine and asked for the same facts.
  package static func perfettoUI(
    _ traces: [String], screenshot: String? = nil
  ) async throws -> [PerfettoUIFacts] {
    try await facts("perfetto-ui.mjs", option("--screenshot", screenshot), traces)
  }

  /// Clicks "Open in Perfetto" of the trace with that number, on the page whose address `serve`
  /// returns when it is given the address of a local Perfetto UI.
  package static func handOver(
    trace: Int, screenshot: String? = nil, pageScreenshot: String? = nil, theme: String = "light",
    serve: @Sendable (_ perfettoURL: String) async throws -> String
  ) async throws -> PerfettoUIFacts {
    let words =
      ["--hand-over", "\(trace)", "--theme", theme] + option("--screenshot", screenshot)
      + option("--page-screenshot", pageScreenshot)
    let input = Pipe()
    let running = try Driver("perfetto-ui.mjs", words).start(input: input)
    let first = try await Driver.onThread { try running.line() }
    guard
      let perfetto = try? JSONDecoder().decode([String: String].self, from: Data(first.utf8)),
      let url = perfetto["perfetto"]
    else {
      _ = try await Driver.onThread { try running.rest() }
      throw ViewerCheckError(description: "perfetto-ui.mjs began with \"\(first)\"")
    }
    let page = try await serve(url)
    try input.fileHandleForWriting.write(contentsOf: Data("\(page)\n".utf8))
    let lines = try await Driver.onThread { try running.rest() }
    guard let last = lines.last else {
      throw ViewerCheckError(description: "perfetto-ui.mjs printed nothing")
    }
    return try JSONDecoder().decode(PerfettoUIFacts.self, from: Data(last.utf8))
  }

  /// What gzip and Python read in the files.
  package static func content(_ traces: [String]) async throws -> [TraceContent] {
    try await Driver("content.py", traces).run(TraceContent.self)
  }

  private static func option(_ name: String, _ value: String?) -> [String] {
    value.map { [name, $0] } ?? []
  }

  private static func facts<Fact: Decodable & Sendable>(
    _ driver: String, _ words: [String], _ traces: [String]
  ) async throws -> [Fact] {
    let facts = try await Driver(driver, words + traces).run(Fact.self)
    guard facts.count == traces.count else {
      throw ViewerCheckError(
        description: "\(driver) told of \(facts.count) of \(traces.count) files")
    }
    return facts
  }
}
