import Foundation
import Testing

/// `stretto view` and `stretto report --format html` as a user runs them: what is printed, served
/// and written, and with which status it ends.
@Suite(.timeLimit(.minutes(10))) struct ViewCommandTests {
  let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  private let count = ReportCommandTests.trace("count/comparison.json.gz")

  /// A trace of one event under a name that would be markup.
  private func hostile() throws -> String {
    let name = "<img src=x onerror=alert(1)> <!--.json"
    let text =
      #"{"traceEvents":[{"ph":"X","name":"</script><script>alert(1)</script>","pid":1,"tid":1,"ts":1,"dur":2}]}"#
    try Data(text.utf8).write(to: URL(fileURLWithPath: folder.path(name)))
    return name
  }

  @Test func `view prints an address that serves the page, the traces and their analysis`() throws {
    let view = try Viewing([count], in: folder.url)
    let page = try view.get("")
    #expect(page.status == 200)
    #expect(page.text.contains(#""name":"comparison.json.gz","url":"traces/0","bytes":"#))
    #expect(page.text.contains(#""analysis":"analysis.json""#))
    #expect(try view.get("traces/0").body == (try Data(contentsOf: URL(fileURLWithPath: count))))
    let analysis = try JSONDecoder().decode(ViewDocument.self, from: view.get("analysis.json").body)
    #expect(analysis.schema == "stretto.view/1")
    #expect(analysis.error == nil)
    #expect(analysis.table?.isEmpty == false)
    #expect(try view.get("src/main.mjs").status == 200)
    #expect(try view.get("handover").text.contains("Open in Perfetto"))
    let ending = view.interrupt()
    #expect(ending.status == 0)
    #expect(ending.errors.isEmpty)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).isEmpty)
  }

  @Test func `view --perfetto prints the address of the page that hands over`() throws {
    let view = try Viewing(
      [count, "--perfetto", "--perfetto-url", "http://127.0.0.1:9/"], in: folder.url)
    #expect(view.address.hasSuffix("/handover"))
    let page = try view.get("handover")
    #expect(page.text.contains(#"data-perfetto="http://127.0.0.1:9/""#))
    let ending = view.interrupt()
    #expect(ending.status == 0)
    #expect(ending.output.contains("Load profile"))
  }

  @Test func `what cannot be analysed is said on the page, and served all the same`() throws {
    let text = Data("hello\n".utf8)
    try text.write(to: URL(fileURLWithPath: folder.path("x.json")))
    let view = try Viewing(["x.json"], in: folder.url)
    let analysis = try JSONDecoder().decode(ViewDocument.self, from: view.get("analysis.json").body)
    #expect(analysis.schema == "stretto.view/1")
    #expect(analysis.error?.contains("x.json") == true)
    #expect(try view.get("traces/0").body == text)
    #expect(view.interrupt().status == 0)
  }

  /// The reading of a million spans takes longer than the two signals.
  @Test func `Ctrl-C ends view while it still analyses`() throws {
    let span = #"{"ph":"X","cat":"task","name":"t","pid":1,"tid":1,"ts":1,"dur":1},"#
    let text = "[" + String(repeating: span, count: 1_000_000)
    try Data(text.utf8).write(to: URL(fileURLWithPath: folder.path("x.json")))
    let view = try Viewing(["x.json"], in: folder.url)
    let ending = view.interrupt()
    #expect(ending.status == 0)
    #expect(ending.errors.isEmpty)
  }

  @Test func `a baseline given to view stands before the others`() throws {
    let view = try Viewing(["--baseline", count, hostile(), count], in: folder.url)
    let page = try view.get("").text
    let first = try #require(page.range(of: "comparison.json.gz")?.lowerBound)
    let second = try #require(page.range(of: "onerror")?.lowerBound)
    #expect(first < second)
    #expect(page.contains("traces/1") && !page.contains("traces/2"))
    #expect(!page.contains("<img"))
    #expect(try view.get("traces/0").body == (try Data(contentsOf: URL(fileURLWithPath: count))))
    _ = view.interrupt()
  }

  @Test func `the page as one file is the same on standard output and in a file`() throws {
    let trace = try hostile()
    let printed = try Tool.run("report", "--format", "html", count, trace, in: folder.url)
    #expect(printed.status == 0, "\(printed.errors)")
    let written = try Tool.run(
      "report", "--format", "html", "--output", "r.html", count, trace, in: folder.url)
    #expect(written.status == 0 && written.output.isEmpty && written.errors.isEmpty)
    let file = try String(contentsOfFile: folder.path("r.html"), encoding: .utf8)
    let isSame = file == printed.output
    #expect(isSame)
    #expect(file.contains(#"<script type="application/gzip" id="trace-0">"#))
    #expect(file.contains(#"id="trace-1">"#))
    #expect(!file.contains("<img") && !file.contains("alert(1)</script>"))
    #expect(!file.contains("src=\"src/") && !file.contains("href=\"theme.css\""))
    let start = try #require(file.range(of: #"id="analysis">"#)).upperBound
    let end = try #require(file[start...].range(of: "</script>")).lowerBound
    let analysis = try JSONDecoder().decode(ViewDocument.self, from: Data(file[start..<end].utf8))
    #expect(analysis.error == nil && analysis.table?.isEmpty == false)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.url.path)
    #expect(Set(names) == ["r.html", trace])
  }

  @Test(arguments: [
    (["--diff"], "--diff"), (["--fail-below", "speedup=1"], "--fail-below"),
    (["--what-if", "t=20"], "text"), (["--output", "no/folder/r.html"], "no/folder/r.html"),
    (["missing.json"], "missing.json"),
  ])
  func `a page that cannot be made is status 2 and one sentence, and nothing is written`(
    options: [String], word: String
  ) throws {
    let ending = try Tool.start(
      ["report", "--format", "html", count] + options, in: folder.url
    ).wait()
    #expect(ending.status == 2)
    #expect(ending.output.isEmpty)
    #expect(ending.sentence.contains(word))
    #expect(ending.sentence.split(separator: "\n").count == 1)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).isEmpty)
  }

  @Test func `more than a page holds is refused before it is read`() throws {
    let large = folder.path("large.json")
    #expect(FileManager.default.createFile(atPath: large, contents: nil))
    try FileHandle(forWritingTo: URL(fileURLWithPath: large)).truncate(atOffset: 300_000_000)
    let ending = try Tool.run(
      "report", "--format", "html", "--output", "r.html", large, in: folder.url)
    #expect(ending.status == 2)
    #expect(ending.sentence.contains("300 MB") && ending.sentence.contains("268 MB"))
    #expect(!FileManager.default.fileExists(atPath: folder.path("r.html")))
  }

  @Test func `a result replaces a file whole, never a trace`() throws {
    try FileManager.default.copyItem(atPath: count, toPath: folder.path("t.json.gz"))
    try FileManager.default.createSymbolicLink(
      atPath: folder.path("link"), withDestinationPath: "t.json.gz")
    for format in ["html", "json"] {
      let ending = try Tool.run(
        "report", "--format", format, "--output", "link", "t.json.gz", in: folder.url)
      #expect(ending.status == 2)
      #expect(ending.sentence.contains("one of the traces"))
    }
    #expect(FileManager.default.contentsEqual(atPath: count, andPath: folder.path("t.json.gz")))
    let full = try Tool.run(
      "report", "--format", "html", "--output", "/dev/full", "t.json.gz", in: folder.url)
    #expect(full.status == 3)
    #expect(full.sentence.contains("/dev/full"))
    try Data("old".utf8).write(to: URL(fileURLWithPath: folder.path("r.txt")))
    let text = try Tool.run("report", "--output", "r.txt", "t.json.gz", in: folder.url)
    #expect(text.status == 0 && text.output.isEmpty)
    let report = try Tool.run("report", "t.json.gz", in: folder.url)
    #expect(try String(contentsOfFile: folder.path("r.txt"), encoding: .utf8) == report.output)
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.url.path)
    #expect(Set(names) == ["t.json.gz", "link", "r.txt"])
  }
}

/// What the tests read of a `stretto.view/1` object.
private struct ViewDocument: Decodable {
  struct Row: Decodable { var run: Int }
  var schema: String
  var error: String?
  var table: [Row]?
}
