import Foundation
import Testing
import ViewServer

/// The page that is one file: complete, closed, and not to be broken out of.
@Suite struct SingleFileTests {
  let folder: TemporaryFolder
  /// Larger than a piece that is encoded at once, and no multiple of it.
  let content: [UInt8] = [0x1f, 0x8b] + (0..<700_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }

  init() throws { folder = try TemporaryFolder() }

  private struct Sources: Decodable, Equatable {
    struct Trace: Decodable, Equatable {
      var name: String
      var embedded: String
      var bytes: Int
    }
    var traces: [Trace]
    var analysis: String?
    var perfetto: String
  }

  private func text(
    _ traces: [String], analysis: [UInt8]? = nil, files: PageFiles = MiniPage.files
  ) throws -> String {
    var bytes: [UInt8] = []
    try SingleFilePage(traces: traces, files: files).write(analysis: analysis) { bytes += $0 }
    return String(decoding: bytes, as: UTF8.self)
  }

  private func decoded(_ url: String) throws -> [UInt8] {
    let data = try #require(
      url.split(separator: ",", omittingEmptySubsequences: false).last.flatMap {
        Data(base64Encoded: String($0))
      })
    return Array(data)
  }

  @Test func `traces of any bytes come out as they went in`() throws {
    let contents = [content, Array("{\"traceEvents\":[".utf8), [], Array("</script><!--".utf8)]
    let names = ["a.json.gz", "cut.json", "empty.json", "markup.json"]
    let paths = try zip(contents, names).map { try folder.write($0, as: $1) }
    let page = try text(paths)
    let sources = try JSONDecoder().decode(
      Sources.self,
      from: Data(try #require(page.between(#"id="sources">"#, "</script>").first).utf8))
    #expect(
      sources
        == Sources(
          traces: (0..<4).map {
            .init(name: names[$0], embedded: "trace-\($0)", bytes: contents[$0].count)
          }, analysis: nil, perfetto: ViewServer.defaultPerfettoURL))
    for (number, bytes) in contents.enumerated() {
      let blocks = page.between(#" id="trace-\#(number)">"#, "</script>")
      #expect(blocks.count == 1)
      let isSame = try decoded(try #require(blocks.first)) == bytes
      #expect(isSame, "\(names[number])")
    }
    #expect(page.contains(#"<script type="application/gzip" id="trace-0">"#))
    #expect(page.hasSuffix("</script>\n</body>\n"))
  }

  @Test func `no name and no text of the analysis ends an element`() throws {
    let hostile = "</script><img src=x onerror=alert(1)><!-- <script> &lt; \u{202e}"
    let trace = try folder.write(content, as: hostile.replacing("/", with: "∕"))
    let plain = try text([try folder.write(content, as: "a.json.gz")], analysis: Array("{}".utf8))
    let object = ["name": hostile, "other": "]]></SCRIPT >"]
    let page = try text([trace], analysis: try Array(JSONEncoder().encode(object)))
    for mark in ["<", "<script", "</script"] {
      #expect(
        page.components(separatedBy: mark).count == plain.components(separatedBy: mark).count,
        "\(mark)")
    }
    let analysis = try #require(page.between(#"id="analysis">"#, "</script>").first)
    #expect(try JSONDecoder().decode([String: String].self, from: Data(analysis.utf8)) == object)
    #expect(page.contains(##""analysis":"#analysis""##))
  }

  @Test(arguments: Page.allCases)
  func `its policy allows its two inline scripts by their hashes and nothing from elsewhere`(
    kind: Page
  ) throws {
    let files = kind.files
    let page = try text([try folder.write(content, as: "a.json.gz")], files: files)
    let map = try #require(page.between(#"<script type="importmap">"#, "</script>").first)
    let boot = try #require(page.between(#"<script type="module">"#, "</script>").first)
    #expect(boot == "import 'v/main';")
    let policy = try #require(
      page.between(#"<meta http-equiv="Content-Security-Policy" content=""#, "\">").first)
    #expect(
      policy
        == "default-src 'none'; script-src 'sha256-\(try systemHash(map))' "
        + "'sha256-\(try systemHash(boot))' data:; style-src data:; img-src data: blob:; "
        + "connect-src data: blob:; worker-src blob: data:; base-uri 'none'; form-action 'none'")
    // The policy stands before everything that it judges.
    let start = try #require(page.range(of: "<meta http-equiv=")).lowerBound
    for mark in ["<script", "stylesheet"] {
      #expect(start < (try #require(page.range(of: mark))).lowerBound)
    }
  }

  @Test(arguments: Page.allCases)
  func `everything that the page names is inside it`(kind: Page) throws {
    let files = kind.files
    let page = try text([try folder.write(content, as: "a.json.gz")], files: files)
    #expect(!page.contains("src=\""))
    for url in page.between("href=\"", "\"") { #expect(url.hasPrefix("data:"), "\(url)") }
    let map = try #require(page.between(#"<script type="importmap">"#, "</script>").first)
    let imports = try JSONDecoder().decode([String: [String: String]].self, from: Data(map.utf8))
    let modules = files.names.filter { $0.hasPrefix("src/") }
    #expect(
      imports["imports"]?.keys.sorted()
        == modules.map { "v/\($0.dropFirst(4).dropLast(4))" }.sorted())
    for (name, url) in imports["imports"] ?? [:] {
      #expect(url.hasPrefix("data:text/javascript;base64,"))
      let isSame = try decoded(url) == files.bytes("src/\(name.dropFirst(2)).mjs")
      #expect(isSame, "\(name)")
    }
    let style = try #require(page.between(#"<link rel="stylesheet" href=""#, "\"").first)
    let isSame = try decoded(style) == files.bytes("theme.css")
    #expect(isSame)
  }

  /// The Perfetto UI is where a button may lead; SVG's namespace is a name, never fetched.
  @Test func `the page's own files name no address of the web but Perfetto's`() throws {
    for name in PageFiles.embedded.names where !name.hasPrefix("handover") {
      let text = String(decoding: try #require(PageFiles.embedded.bytes(name)), as: UTF8.self)
      for scheme in ["http://", "https://"] {
        for rest in text.components(separatedBy: scheme).dropFirst() {
          let isKnown = ["ui.perfetto.dev", "www.w3.org/2000/svg", "www.w3.org/1999/"].contains {
            rest.hasPrefix($0)
          }
          #expect(isKnown, "\(name): \(scheme)\(rest.prefix(40))")
        }
      }
      #expect(!text.contains("@import"), "\(name)")
    }
  }

  @Test func `a trace is written in pieces`() throws {
    let trace = try folder.write(content, as: "a.json.gz")
    var largest = 0
    try SingleFilePage(traces: [trace, trace], files: MiniPage.files).write(analysis: nil) {
      largest = max(largest, $0.count)
    }
    #expect(largest < content.count / 2)
  }

  @Test func `more bytes than a page holds are refused before anything is written`() throws {
    let trace = try folder.write(content, as: "a.json.gz")
    _ = try SingleFilePage(
      traces: [trace, trace], files: MiniPage.files, mostTraceBytes: content.count * 2)
    let error = #expect(throws: ViewServerError.self) {
      try SingleFilePage(
        traces: [trace, trace], files: MiniPage.files, mostTraceBytes: content.count * 2 - 1)
    }
    #expect(error?.code == .tooLarge)
    #expect(error?.description.contains("1.4 MB") == true)
    #expect(SingleFilePage.mostTraceBytes == 268_435_456)
    // Sparse: it has the length without the bytes.
    let large = folder.path("large.json")
    #expect(FileManager.default.createFile(atPath: large, contents: nil))
    try FileHandle(forWritingTo: URL(fileURLWithPath: large)).truncate(atOffset: 268_435_457)
    #expect(throws: ViewServerError.self) {
      try SingleFilePage(traces: [large], files: MiniPage.files)
    }
  }

  @Test func `a trace that vanishes, shrinks or never was is one sentence`() throws {
    let missing = #expect(throws: ViewServerError.self) {
      try SingleFilePage(traces: [folder.path("missing.json")], files: MiniPage.files)
    }
    #expect(missing?.code == .unreadableTrace)
    let trace = try folder.write(content, as: "a.json.gz")
    let page = try SingleFilePage(traces: [trace], files: MiniPage.files)
    try FileHandle(forWritingTo: URL(fileURLWithPath: trace)).truncate(atOffset: 1000)
    let shorter = #expect(throws: ViewServerError.self) {
      try page.write(analysis: nil) { _ in }
    }
    #expect(shorter?.code == .unreadableTrace)
    #expect(shorter?.description.contains("a.json.gz") == true)
    #expect(throws: ViewServerError.self) { try SingleFilePage(traces: [], files: MiniPage.files) }
  }
}
