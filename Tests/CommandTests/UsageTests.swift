import Foundation
import Testing

/// What a user meets before anything is measured: help, and refusals in one sentence.
@Suite struct UsageTests {
  let folder: ScratchFolder

  init() throws { folder = try ScratchFolder() }

  @Test func `help names every command and shows examples`() throws {
    let ending = try Tool.run("--help", in: folder.url)
    #expect(ending.status == 0)
    #expect(ending.errors.isEmpty)
    for command in ["compare", "report", "view", "lint", "repair", "stretto compare count"] {
      #expect(ending.output.contains(command))
    }
    #expect(!ending.output.contains("run-arm"))
  }

  @Test(arguments: ["compare", "report", "view", "lint", "repair"])
  func `the help of a command shows an example`(command: String) throws {
    let ending = try Tool.run(command, "--help", in: folder.url)
    #expect(ending.status == 0)
    #expect(ending.output.contains("stretto \(command) "))
    #expect(ending.output.contains("Example"))
  }

  @Test(arguments: [
    (["compare"], "Missing expected argument"),
    (["compare", "counting"], "counting"),
    (["compare", "count", "--wrong"], "--wrong"),
    (["compare", "count", "--workers", "0"], "--workers 0"),
    (["compare", "count", "--tasks=-1"], "--tasks -1"),
    (["compare", "count", "--size", "0"], "--size 0"),
    (["compare", "count", "--rounds", "0"], "0 rounds"),
    (["compare", "count", "--models", "sequential,fibers"], "fibers"),
    (["compare", "count", "--models", "threads,threads"], "twice"),
    (["compare", "fetch", "--delay=-5"], "--delay -5"),
    (["report"], "Missing expected argument"),
    (["report", "missing.json.gz"], "missing.json.gz"),
    (["view", "missing.json.gz"], "missing.json.gz"),
    (["view", "--perfetto-url", "ftp://x", "missing.json.gz"], "ftp://x"),
    (["repair", "missing.json.gz"], "missing.json.gz"),
  ])
  func `a bad command line is status 2 and says what is wrong`(
    arguments: [String], word: String
  ) throws {
    let size = ["compare"].contains(arguments[0]) && arguments.count > 2 ? ["--size", "10"] : []
    let extra = arguments.contains("--size") ? [] : size
    let ending = try Tool.start(arguments + extra, in: folder.url).wait()
    #expect(ending.status == 2)
    #expect(ending.output.isEmpty)
    #expect(ending.errors.contains(word))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).isEmpty)
  }

  @Test func `more processes than the machine has room for are refused before anything runs`()
    throws
  {
    let ending = try Tool.run(
      "compare", "count", "--size", "10", "--workers", "1000000", "--models",
      "sequential,processes", in: folder.url)
    #expect(ending.status == 3)
    #expect(ending.sentence.split(separator: "\n").count == 1)
    #expect(ending.sentence.contains("1000000 worker processes"))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).isEmpty)
  }

  @Test func `an output folder that exists is refused, and taken with --force`() throws {
    let arguments = [
      "compare", "count", "--size", "1000", "--rounds", "1", "--models", "sequential",
    ]
    let first = try Tool.start(arguments + ["--output", "out"], in: folder.url).wait()
    #expect(first.status == 0, "\(first.errors)")
    let report = try Data(contentsOf: folder.url.appendingPathComponent("out/report.json"))
    let second = try Tool.start(arguments + ["--output", "out"], in: folder.url).wait()
    #expect(second.status == 2)
    #expect(second.sentence.contains("out exists already"))
    #expect(try Data(contentsOf: folder.url.appendingPathComponent("out/report.json")) == report)
    let third = try Tool.start(arguments + ["--output", "out", "--force"], in: folder.url).wait()
    #expect(third.status == 0, "\(third.errors)")
  }

  @Test func `a folder that cannot be created is status 2 and one sentence`() throws {
    let ending = try Tool.run(
      "compare", "count", "--size", "1000", "--output", "/dev/null/out", in: folder.url)
    #expect(ending.status == 2)
    #expect(ending.sentence.contains("/dev/null/out"))
    #expect(ending.sentence.split(separator: "\n").count == 1)
  }

  @Test(arguments: ["text", "empty", "folder", "garbage"])
  func `what is no trace is status 2 and one sentence`(kind: String) throws {
    let path = folder.path("x.json.gz")
    switch kind {
    case "text": try Data("hello, world\n".utf8).write(to: URL(fileURLWithPath: path))
    case "empty": try Data().write(to: URL(fileURLWithPath: path))
    case "garbage":
      try Data([0x1f, 0x8b, 8, 0, 1, 2, 3, 4, 5, 6, 9, 9, 9]).write(
        to: URL(fileURLWithPath: path))
    default:
      try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }
    for command in ["report", "repair"] {
      let ending = try Tool.run(command, path, in: folder.url)
      #expect(ending.status == 2, "\(command): \(ending)")
      #expect(ending.output.isEmpty)
      #expect(ending.sentence.split(separator: "\n").count == 1, "\(ending.errors)")
      #expect(ending.sentence.contains("x.json.gz"))
    }
  }
}
