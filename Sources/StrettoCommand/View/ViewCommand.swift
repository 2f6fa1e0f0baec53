import ArgumentParser
@preconcurrency import Glibc
import ViewServer

/// `stretto view TRACE…`: opens traces in the Perfetto UI, from this machine.
struct ViewCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "view",
    abstract: "Open traces in the Perfetto UI or in Chrome's DevTools.",
    discussion: """
      Serves the files on this machine only, on a page that hands them to the Perfetto UI in \
      your browser and says how to load them in Chrome's DevTools. Nothing is uploaded: the \
      page passes the file from one tab to the other. Ends with Ctrl-C.

      Examples:
        stretto view stretto-count-*/comparison.json.gz
        stretto view --perfetto-url http://127.0.0.1:8000 threads.json.gz
      """)

  @Argument(help: ArgumentHelp("The trace files.", valueName: "trace"))
  var traces: [String]

  @Option(
    help: ArgumentHelp("Address of the Perfetto UI to hand the traces to.", valueName: "url"))
  var perfettoURL = ViewServer.defaultPerfettoURL

  @Option(help: "Port to serve on; 0 takes a free one.")
  var port = 0

  func run() async throws {
    let server: ViewServer
    let address: String
    do {
      server = try ViewServer(traces: traces, perfettoURL: perfettoURL, port: port)
      address = try await server.start()
    } catch {
      throw Failure("\(error)")
    }
    try StandardStreams.output(
      """
      Open  \(address)  in a browser on this machine; Ctrl-C ends.
      The page opens each trace in the Perfetto UI. To use Chrome's DevTools instead, open the
      Performance panel, choose "Load profile" and take the file as it is.

      """)
    try await Interrupts.cancelling { try? await Task.sleep(for: .seconds(1 << 40)) }
    await server.stop()
  }
}
