import NIOCore

/// The viewer with its traces and their analysis as one HTML file, to mail or to keep.
///
/// A page opened from disk may load nothing by a relative URL, so everything is inside: the modules
/// and the style as `data:` URLs, the traces in Base64. It shows what it was made from, wherever
/// and whenever it is opened.
package struct SingleFilePage {
  /// Bytes of traces that one page holds.
  ///
  /// Base64 makes four bytes of three, and browsers hold an element's text of at most 512 MB.
  package static let mostTraceBytes = 256 << 20

  private static let pieceSize = 3 << 16
  private static let boot = "import 'v/main';"

  private let traces: [(name: String, file: OpenTrace)]
  private let page: ViewerPage
  private let files: PageFiles
  private let perfettoURL: String

  /// Opens the traces and weighs them, before anything long is done.
  ///
  /// - Throws: `ViewServerError` when one cannot be read, or all are too large for a page.
  package init(
    traces paths: [String], perfettoURL: String = ViewServer.defaultPerfettoURL,
    files: PageFiles = .embedded, mostTraceBytes: Int = SingleFilePage.mostTraceBytes
  ) throws(ViewServerError) {
    guard !paths.isEmpty else { throw .noTraces }
    var traces: [(name: String, file: OpenTrace)] = []
    for path in paths {
      let trace = ServedTrace(path: path)
      traces.append((trace.name, try trace.open()))
    }
    let total = traces.reduce(0) { $0 + $1.file.length }
    guard total <= mostTraceBytes else {
      throw ViewServerError(
        .tooLarge,
        "The traces are \(sizeInWords(total)) and one page holds \(sizeInWords(mostTraceBytes)): "
          + "name fewer, compress them, or open them with stretto view.")
    }
    self.traces = traces
    self.files = files
    self.perfettoURL = perfettoURL
    page = try ViewerPage(template: try files.template("index.html"))
  }

  /// Writes the page piece by piece; a trace is never held whole.
  ///
  /// - Parameters:
  ///   - analysis: A `stretto.view/1` object as JSON; nil for none.
  ///   - sink: Takes each piece in order.
  /// - Throws: `ViewServerError` when a trace changes meanwhile, and what `sink` throws.
  package func write(analysis: [UInt8]?, to sink: ([UInt8]) throws -> Void) throws {
    let (before, after) = page.single(try embedding(hasAnalysis: analysis != nil))
    try sink(Array(before.utf8))
    for (number, trace) in traces.enumerated() {
      let type = trace.file.isGzip ? "application/gzip" : "application/octet-stream"
      try sink(Array(#"<script type="\#(type)" id="trace-\#(number)">"#.utf8))
      try copy(trace.file, of: trace.name, to: sink)
      try sink(Array("</script>\n".utf8))
    }
    if let analysis {
      try sink(Array(#"<script type="application/json" id="analysis">"#.utf8))
      try sink(JSONText.embeddable(analysis))
      try sink(Array("</script>\n".utf8))
    }
    try sink(Array(after.utf8))
  }

  private func embedding(
    hasAnalysis: Bool
  ) throws(ViewServerError) -> ViewerPage.Embedding {
    let style = try files.template("theme.css")
    let entries = files.modules.map { module in
      "\(JSONText.quoted(module.name)):\"\(dataURL("text/javascript", module.bytes))\""
    }
    let map = "\n{\"imports\":{\(entries.joined(separator: ","))}}\n"
    let listed = traces.enumerated().map { number, trace in
      SourcesBlock.Trace(
        name: trace.name, place: .embedded("trace-\(number)"), bytes: trace.file.length)
    }
    return ViewerPage.Embedding(
      policy: ContentSecurityPolicy.single(importMap: map, boot: SingleFilePage.boot),
      styleURL: dataURL("text/css", Array(style.utf8)), importMap: map, boot: SingleFilePage.boot,
      sources: SourcesBlock(
        traces: listed, analysis: hasAnalysis ? "#analysis" : nil, perfettoURL: perfettoURL))
  }

  private func dataURL(_ type: String, _ bytes: [UInt8]) -> String {
    "data:\(type);base64,\(String(decoding: Base64.encoded(bytes), as: UTF8.self))"
  }

  private func copy(_ file: OpenTrace, of name: String, to sink: ([UInt8]) throws -> Void) throws {
    for offset in stride(from: 0, to: file.length, by: SingleFilePage.pieceSize) {
      let count = min(SingleFilePage.pieceSize, file.length - offset)
      let piece = try file.read(at: offset, count: count)
      guard piece.readableBytes == count else {
        throw ViewServerError(
          .unreadableTrace, "The trace \"\(name)\" became shorter while it was read.")
      }
      try sink(Base64.encoded(piece.readableBytesView))
    }
  }
}
