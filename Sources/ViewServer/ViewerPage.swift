/// The viewer's page: `viewer/index.html`, of which some lines are replaced.
///
/// The page is found by its lines' exact text, so that it opens as it stands from any server too.
package struct ViewerPage: Sendable {
  private let lines: [Substring]
  private let style: Int
  private let importMapLines: Range<Int>
  private let sources: Int
  private let main: Int
  private let bodyEnd: Int

  private static let styleLine = #"<link rel="stylesheet" href="theme.css">"#
  private static let mapStart = #"<script type="importmap">"#
  private static let mapEnd = "</script>"
  private static let sourcesLine = SourcesBlock.line(
    #"{"traces":[],"analysis":null,"perfetto":"\#(ViewServer.defaultPerfettoURL)"}"#)
  private static let mainLine = #"<script type="module" src="src/main.mjs"></script>"#

  /// Finds the lines in `template`.
  ///
  /// - Throws: `ViewServerError` that names the line which is not there, or not once.
  package init(template: String) throws(ViewServerError) {
    let lines = template.split(separator: "\n", omittingEmptySubsequences: false)
    style = try ViewerPage.place(of: ViewerPage.styleLine, in: lines)
    let start = try ViewerPage.place(of: ViewerPage.mapStart, in: lines)
    sources = try ViewerPage.place(of: ViewerPage.sourcesLine, in: lines)
    main = try ViewerPage.place(of: ViewerPage.mainLine, in: lines)
    bodyEnd = try ViewerPage.place(of: "</body>", in: lines)
    guard let end = lines[start...].firstIndex(of: Substring(ViewerPage.mapEnd)) else {
      throw ViewServerError(.badPage, "The page's import map has no end on a line of its own.")
    }
    // The policy of the single file must come before what it judges, and a map before its use.
    guard style < start, end < sources, sources < main, main < bodyEnd else {
      throw ViewServerError(.badPage, "The page's style, map, sources and module are out of order.")
    }
    importMapLines = start + 1..<end
    self.lines = lines
  }

  private static func place(
    of line: String, in lines: [Substring]
  ) throws(ViewServerError) -> Int {
    let places = lines.indices.filter { lines[$0] == line }
    guard places.count == 1 else {
      throw ViewServerError(
        .badPage, "The page must hold the line \(line) once; it holds it \(places.count) times.")
    }
    return places[0]
  }

  /// The import map's text exactly as a browser hashes it, line ends included.
  package var importMap: String { ViewerPage.between(lines[importMapLines]) }

  private static func between(_ lines: some Sequence<Substring>) -> String {
    lines.reduce(into: "\n") { $0 += $1 + "\n" }
  }

  /// The page as the server gives it.
  func served(_ block: SourcesBlock) -> String {
    var lines = lines
    lines[sources] = Substring(SourcesBlock.line(block.json))
    return lines.joined(separator: "\n")
  }

  /// What the single file puts in place of the page's own lines.
  struct Embedding {
    var policy: String
    var styleURL: String
    var importMap: String
    var boot: String
    var sources: SourcesBlock
  }

  /// The page that names no other file, cut in two where the embedded data goes.
  func single(_ embedding: Embedding) -> (before: String, after: String) {
    var lines = lines
    lines[style] = """
      <meta http-equiv="Content-Security-Policy" content="\(embedding.policy)">
      <link rel="stylesheet" href="\(embedding.styleURL)">
      """
    lines[sources] = Substring(SourcesBlock.line(embedding.sources.json))
    lines[main] = Substring(#"<script type="module">\#(embedding.boot)</script>"#)
    let before =
      lines[..<importMapLines.lowerBound].joined(separator: "\n") + embedding.importMap
      + lines[importMapLines.upperBound..<bodyEnd].joined(separator: "\n") + "\n"
    return (before, lines[bodyEnd...].joined(separator: "\n"))
  }
}
