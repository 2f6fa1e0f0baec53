import Foundation
import Testing

/// `stretto report` and `stretto lint` on recorded traces, ours and other tools': what they
/// print, where, and with which status.
@Suite struct ReportCommandTests {
  let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  static let traces = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("traces").path

  static func trace(_ name: String) -> String { "\(traces)/\(name)" }

  /// Two tasks of 1 ms on one lane, in a run of 2 ms.
  private func small(_ name: String, model: String, makespan: Int = 2_000) throws -> String {
    let half = makespan / 2
    let events = [
      #"{"ph":"X","cat":"run","name":"r","pid":1,"tid":1,"ts":1,"dur":\#(makespan),"args":{"model":"\#(model)","cores":2,"slots":1}}"#,
      #"{"ph":"M","name":"thread_name","pid":1,"tid":1,"args":{"name":"main","role":"worker"}}"#,
      #"{"ph":"X","cat":"task","name":"t","pid":1,"tid":1,"ts":1,"dur":\#(half),"args":{"task":1,"key":"a"}}"#,
      #"{"ph":"X","cat":"task","name":"t","pid":1,"tid":1,"ts":\#(1 + half),"dur":\#(half),"args":{"task":2,"key":"b"}}"#,
    ]
    let path = folder.path(name)
    try Data("{\"traceEvents\":[\(events.joined(separator: ","))]}".utf8)
      .write(to: URL(fileURLWithPath: path))
    return path
  }

  @Test func `a threshold that is met is status 0, one that is not is status 1 and one sentence`()
    throws
  {
    let sequential = try small("s.json", model: "sequential")
    let faster = try small("t.json", model: "threads", makespan: 1_000)
    let arguments = ["report", "--baseline", sequential, faster, "--fail-below"]
    #expect(try Tool.start(arguments + ["speedup=1.9"], in: folder.url).wait().status == 0)
    let ending = try Tool.start(arguments + ["speedup=2.1"], in: folder.url).wait()
    #expect(ending.status == 1)
    #expect(ending.output.contains("threads"))
    #expect(ending.sentence.split(separator: "\n").count == 1)
    #expect(ending.sentence.contains("2.1"))
  }

  @Test(arguments: [
    (["--fail-below", "efficiency=high"], "efficiency"), (["--fail-below", "speed=1"], "speed"),
    (["--what-if", "parse"], "parse"), (["--what-if", "t=200"], "200"),
    (["--what-if", "t=20", "--format", "json"], "text"), (["--lane", ""], "--lane"),
    (["--diff"], "--diff"),
  ])
  func `an option that cannot be read is status 2 before anything is printed`(
    options: [String], word: String
  ) throws {
    let trace = try small("s.json", model: "sequential")
    let ending = try Tool.start(["report", trace] + options, in: folder.url).wait()
    #expect(ending.status == 2)
    #expect(ending.output.isEmpty)
    #expect(ending.errors.contains(word))
  }

  @Test func `a difference is printed, and one without a partner is status 2`() throws {
    let before = try small("a.json", model: "threads")
    let after = try small("b.json", model: "threads", makespan: 1_000)
    let ending = try Tool.run("report", "--diff", before, after, in: folder.url)
    #expect(ending.status == 0, "\(ending.errors)")
    #expect(ending.output.contains("2.00"))
    let other = try small("c.json", model: "asyncio")
    let alone = try Tool.run(
      "report", "--diff", Self.trace("count/comparison.json.gz"), other, in: folder.url)
    #expect(alone.status == 2)
    #expect(alone.sentence.contains("partner"))
  }

  @Test func `faster spans are answered after the report`() throws {
    let trace = try small("s.json", model: "sequential")
    let ending = try Tool.run("report", "--what-if", "a=50", trace, in: folder.url)
    #expect(ending.status == 0, "\(ending.errors)")
    #expect(ending.output.contains("if \"a\" were 50 % faster: 1.50 ms instead of 2.00 ms"))
  }

  @Test(arguments: ["[]", #"{"traceEvents":[]}"#])
  func `a trace without events is status 2`(text: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: folder.path("x.json")))
    let ending = try Tool.run("report", "x.json", in: folder.url)
    #expect(ending.status == 2)
    #expect(ending.output.isEmpty)
    #expect(ending.sentence.contains("x.json"))
  }

  @Test func `rules that fit no span are status 2, and a trace of ours says that it needs none`()
    throws
  {
    let bazel = Self.trace("foreign/bazel_local-jobs-4.json.gz")
    let ending = try Tool.run("report", "--task-category", "nope", bazel, in: folder.url)
    #expect(ending.status == 2)
    #expect(ending.sentence.contains("no span fits"))
    let ours = try small("s.json", model: "sequential")
    let kept = try Tool.run("report", "--lane", "process", ours, in: folder.url)
    #expect(kept.status == 0)
    let words = kept.output.split { $0.isWhitespace }.joined(separator: " ")
    #expect(words.contains("--lane and --task-category are not used"))
  }

  @Test func `Markdown has tables and no terminal escapes`() throws {
    let ending = try Tool.run(
      "report", "--format", "markdown", Self.trace("count/comparison.json.gz"), in: folder.url)
    #expect(ending.status == 0, "\(ending.errors)")
    #expect(ending.output.contains("|"))
    #expect(ending.output.contains("<details>"))
    #expect(!ending.output.contains("\u{1b}"))
  }

  @Test func `a result that cannot be written is status 3`() throws {
    let trace = try small("s.json", model: "sequential")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", "\"$1\" report \"$2\" > /dev/full", "sh", Tool.path, trace]
    let errors = Pipe()
    process.standardError = errors
    try process.run()
    let text = String(decoding: errors.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 3)
    #expect(text.contains("could not be written"))
  }

  /// A killed program leaves a file that ends anywhere.
  @Test func `a recorded trace cut anywhere is reported or refused, never a crash`() throws {
    for name in ["count", "fetch"] {
      let whole = try Data(
        contentsOf: URL(fileURLWithPath: Self.trace("\(name)/comparison.json.gz")))
      for length in stride(from: 30, to: whole.count, by: whole.count / 40) {
        let path = folder.path("cut.json.gz")
        try whole.prefix(length).write(to: URL(fileURLWithPath: path))
        let ending = try Tool.run("report", "--format", "json", path, in: folder.url)
        guard ending.status == 0 else {
          #expect(ending.status == 2, "\(name), \(length) bytes: \(ending.errors)")
          continue
        }
        let report = try JSONDecoder().decode(Report.self, from: Data(ending.output.utf8))
        for run in report.runs { run.checkSums() }
        let text = try Tool.run("report", path, in: folder.url)
        #expect(text.output.contains("cut at byte"), "\(name), \(length) bytes")
      }
    }
  }

  @Test func `lint passes our traces and says what is wrong with others`() throws {
    let ours = try Tool.run("lint", Self.trace("count/comparison.json.gz"), in: folder.url)
    #expect(ours.status == 0, "\(ours.output)")
    let uftrace = try FileManager.default.contentsOfDirectory(atPath: Self.trace("foreign"))
      .first { $0.hasPrefix("uftrace") }
    let other = try Tool.run(
      "lint", "--format", "json", Self.trace("foreign/\(try #require(uftrace))"), in: folder.url)
    #expect(other.status == 1)
    #expect(other.output.contains("\"stretto.lint/1\""))
    #expect(try Tool.run("lint", "missing.json", in: folder.url).status == 2)
  }
}
