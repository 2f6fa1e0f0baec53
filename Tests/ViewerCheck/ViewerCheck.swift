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
    _ traces: [String], screenshot: String? = nil, patience: Int = 240
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

  /// Clicks "Open in Perfetto" of the trace with that number, on the page of `stretto view` that
  /// hands these traces to a local Perfetto UI.
  ///
  /// `stretto` is the built tool, in a process of its own: a server in this one would answer only
  /// when tests that block the few threads of Swift's pool let it.
  package static func handOver(
    trace: Int, of traces: [String], stretto: String, screenshot: String? = nil,
    pageScreenshot: String? = nil, theme: String = "light"
  ) async throws -> PerfettoUIFacts {
    let words =
      ["--hand-over", "\(trace)", "--stretto", stretto, "--theme", theme]
      + option("--screenshot", screenshot) + option("--page-screenshot", pageScreenshot)
    let facts = try await Driver("perfetto-ui.mjs", words + traces).run(PerfettoUIFacts.self)
    guard let found = facts.last else {
      throw ViewerCheckError(description: "perfetto-ui.mjs printed nothing")
    }
    return found
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
