import ArgumentParser
import ViewServer

/// `stretto view TRACE…`: shows traces in the browser, from this machine.
struct ViewCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "view",
    abstract: "Show traces in the browser: which model pays, and what the others wait for.",
    discussion: """
      Serves the viewer and the files to browsers on this machine only; nothing is uploaded or \
      written. The runs are compared as stretto report compares them. With --perfetto it gives \
      the address of a page that hands the files to the Perfetto UI and says how to load them in \
      Chrome's DevTools. Ends with Ctrl-C.

      Examples:
        stretto view stretto-count-*/comparison.json.gz
        stretto view --baseline sequential.json.gz threads.json.gz processes.json.gz
        stretto view --perfetto threads.json.gz
      """)

  @Argument(help: ArgumentHelp("The trace files.", valueName: "trace"))
  var traces: [String]

  @Option(
    help: ArgumentHelp(
      "A trace of the run that the others are compared with; may be given again.",
      valueName: "trace"))
  var baseline: [String] = []

  @Flag(help: "Take all traces of another tool as repeated runs of one program.")
  var repeats = false

  @OptionGroup var foreign: ForeignOption

  @Flag(help: "Give the address of the page that opens the traces in the Perfetto UI.")
  var perfetto = false

  @Option(
    help: ArgumentHelp("Address of the Perfetto UI to hand the traces to.", valueName: "url"))
  var perfettoURL = ViewServer.defaultPerfettoURL

  @Option(help: "Port to serve on; 0 takes a free one.")
  var port = 0

  func run() async throws {
    let options = try foreign.options()
    // The order in which the analysis counts the files.
    let others = traces.filter { !baseline.contains($0) }
    let server: ViewServer
    let address: String
    do {
      server = try ViewServer(
        traces: baseline + others, perfettoURL: perfettoURL, port: port
      ) { [baseline, repeats] in
        try ViewData.make(
          baselines: baseline, traces: others, options: options, areRepeats: repeats)
      }
      address = try await server.start()
    } catch {
      throw Failure("\(error)")
    }
    let greeting = greeting(address)
    try await Interrupts.cancelling {
      try StandardStreams.output(greeting)
      try? await Task.sleep(for: .seconds(1 << 40))
    }
    await server.stop()
  }

  private func greeting(_ address: String) -> String {
    let page = perfetto ? address + ViewServer.handoverPath : address
    let first = "Open  \(page)  in a browser on this machine; Ctrl-C ends.\n"
    guard perfetto else { return first }
    return first
      + """
      The page opens each trace in the Perfetto UI. To use Chrome's DevTools instead, open the
      Performance panel, choose "Load profile" and take the file as it is.

      """
  }
}
