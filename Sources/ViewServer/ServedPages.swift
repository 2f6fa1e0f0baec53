/// The pages that the server fills in, and the files that belong to them.
struct ServedPages: Sendable {
  let files: PageFiles
  /// The Content-Security-Policy of everything that is served.
  let policy: String
  private let page: ViewerPage
  private let handoverTemplate: String
  private let perfettoURL: String

  /// - Throws: `ViewServerError` when the files are not the pages that can be filled in.
  init(files: PageFiles, perfettoURL: String) throws(ViewServerError) {
    page = try ViewerPage(template: try files.template("index.html"))
    handoverTemplate = try files.template("handover.html")
    policy = ContentSecurityPolicy.served(importMap: page.importMap)
    self.files = files
    self.perfettoURL = perfettoURL
  }

  /// The viewer, which fetches the traces and their analysis itself.
  func viewer(_ traces: [ServedTrace], hasAnalysis: Bool) -> String {
    let listed = traces.enumerated().map { number, trace in
      SourcesBlock.Trace(name: trace.name, place: .url("traces/\(number)"), bytes: trace.length)
    }
    return page.served(
      SourcesBlock(
        traces: listed, analysis: hasAnalysis ? "analysis.json" : nil, perfettoURL: perfettoURL))
  }

  /// The page that hands the traces to Perfetto.
  func handover(_ traces: [ServedTrace]) -> String {
    let entries = traces.map { HandoverPage.Entry(name: $0.name, length: $0.length) }
    return HandoverPage(entries: entries, perfettoURL: perfettoURL).html(template: handoverTemplate)
  }
}
