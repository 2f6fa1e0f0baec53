import NIOCore
import NIOHTTP1
import NIOPosix

/// Serves trace files to a browser on this machine, with a page that hands them to Perfetto.
///
/// Listens on 127.0.0.1 only, under a path that holds a random token of 128 bits, so that other
/// users and other pages cannot guess it. It answers GET and HEAD, writes nothing, and knows no
/// file but the traces it was given and the page's own. The files are opened anew for each
/// request and sent in pieces, never held whole.
package actor ViewServer {
  /// The Perfetto UI that the project itself hosts.
  package static let defaultPerfettoURL = "https://ui.perfetto.dev"

  let traces: [ServedTrace]
  let perfettoURL: String
  let token: String
  private let requestedPort: Int
  private var running: Task<Void, Never>?

  /// Checks that each trace can be read; port 0 takes a free one.
  ///
  /// - Throws: `ViewServerError` for no trace, one that cannot be read, or a URL that is none.
  package init(
    traces: [String], perfettoURL: String = ViewServer.defaultPerfettoURL, port: Int = 0
  ) throws(ViewServerError) {
    guard !traces.isEmpty else {
      throw ViewServerError(.noTraces, "There is no trace to view: name at least one file.")
    }
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
    self.perfettoURL = perfettoURL
    requestedPort = port
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
      listener = try await Listener(port: requestedPort)
    } catch {
      throw ViewServerError(
        .cannotListen,
        "Cannot listen on 127.0.0.1, port \(requestedPort): \(error). Choose another port.")
    }
    let answers = Answers(
      traces: traces, perfettoURL: perfettoURL, token: token, port: listener.port)
    running = Task { await listener.run(answers) }
    return "http://127.0.0.1:\(listener.port)/\(token)/"
  }

  /// Returns when the server has been stopped, or has lost its socket.
  package func wait() async { await running?.value }

  /// Closes the port and every connection; returns when all is closed.
  package func stop() async {
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
