import NIOCore
import NIOHTTP1
import NIOPosix

/// Serves trace files to a browser on this machine, on the viewer's page.
///
/// Listens on 127.0.0.1 only, under a path that holds a random token of 128 bits, so that other
/// users and other pages cannot guess it. It answers GET and HEAD, writes nothing, and knows no
/// file but the traces it was given and the page's own. The files are opened anew for each
/// request and sent in pieces, never held whole. The analysis is made once, beside the answering.
package actor ViewServer {
  /// The Perfetto UI that the project itself hosts.
  package static let defaultPerfettoURL = "https://ui.perfetto.dev"

  /// Makes a `stretto.view/1` object as JSON.
  package typealias Analysis = @Sendable () async throws -> [UInt8]

  /// The page beside the viewer's that hands traces to Perfetto, relative to the server's address.
  package static let handoverPath = "handover"

  private let traces: [ServedTrace]
  private let pages: ServedPages
  private let token: String
  private let requestedPort: Int
  private let patience: Duration
  private let makeAnalysis: Analysis?
  private let executor: (any TaskExecutor)?
  private var analysis: PendingAnalysis?
  private var running: Task<Void, Never>?

  /// Checks that each trace can be read.
  ///
  /// - Parameters:
  ///   - traces: Paths of files.
  ///   - perfettoURL: The Perfetto UI that traces are handed to.
  ///   - port: Where to listen; 0 takes a free port.
  ///   - files: The page's own files.
  ///   - patience: A client that keeps us waiting for so long is cut off.
  ///   - executor: Where it answers; nil for the threads that all tasks share.
  ///   - analysis: Started with the server, on a thread of its own, and cancelled with it. What it
  ///     throws is shown on the page in one sentence. Nil for a page without an analysis.
  /// - Throws: `ViewServerError` for no trace, one that cannot be read, or a URL that is none.
  package init(
    traces: [String], perfettoURL: String = ViewServer.defaultPerfettoURL, port: Int = 0,
    files: PageFiles = .embedded, patience: Duration = .seconds(60),
    executor: (any TaskExecutor)? = nil, analysis: Analysis? = nil
  ) throws(ViewServerError) {
    guard !traces.isEmpty else { throw .noTraces }
    guard ViewServer.isWebAddress(perfettoURL) else {
      throw ViewServerError(
        .badPerfettoURL,
        "\"\(perfettoURL)\" is no address of a Perfetto UI: it must start with https:// or http://."
      )
    }
    guard (0...65535).contains(port) else {
      throw ViewServerError(.cannotListen, "\(port) is no port: use 0 to 65535.")
    }
    self.traces = traces.map(ServedTrace.init)
    pages = try ServedPages(files: files, perfettoURL: perfettoURL)
    requestedPort = port
    self.patience = patience
    makeAnalysis = analysis
    self.executor = executor
    token = ViewServer.randomToken()
    for trace in self.traces { _ = try trace.open() }
  }

  /// Starts to answer; the address to open in a browser is returned.
  ///
  /// - Throws: `ViewServerError` when the port is taken or the server has been started before.
  package func start() async throws(ViewServerError) -> String {
    guard running == nil else {
      throw ViewServerError(.alreadyStarted, "The server has been started already.")
    }
    let listener: Listener
    do {
      listener = try await Listener(port: requestedPort, patience: patience)
    } catch {
      throw ViewServerError(
        .cannotListen,
        "Cannot listen on 127.0.0.1, port \(requestedPort): \(error). Choose another port.")
    }
    analysis = makeAnalysis.map(PendingAnalysis.init)
    let answers = Answers(
      traces: traces, pages: pages, analysis: analysis, token: token, port: listener.port)
    running = Task(executorPreference: executor) { await listener.run(answers) }
    return "http://127.0.0.1:\(listener.port)/\(token)/"
  }

  /// Returns when the server has been stopped, or has lost its socket.
  package func wait() async { await running?.value }

  /// Closes the port and every connection; returns when all is closed.
  ///
  /// The analysis is asked to end but not waited for.
  package func stop() async {
    analysis?.cancel()
    running?.cancel()
    await running?.value
  }

  private static func randomToken() -> String {
    // The system's own generator: getrandom(2).
    var generator = SystemRandomNumberGenerator()
    return (0..<16).map { _ in
      let byte = UInt8.random(in: 0...255, using: &generator)
      return (byte < 16 ? "0" : "") + String(byte, radix: 16)
    }.joined()
  }

  private static func isWebAddress(_ text: String) -> Bool {
    guard let scheme = ["https://", "http://"].first(where: { text.hasPrefix($0) }) else {
      return false
    }
    return text.utf8.count > scheme.utf8.count
      && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7f }
  }
}
