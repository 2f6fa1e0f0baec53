import Foundation
import Testing

/// What a user of `stretto record` meets before anything runs.
@Suite struct RecordUsageTests {
  let scratch: ScratchFolder

  init() throws { scratch = try ScratchFolder() }

  @Test(arguments: [
    ["record", "--help"], ["record", "-h"], ["help", "record"],
    ["record", "--output", "t.json.gz", "--help"], ["doctor", "--help"], ["help", "doctor"],
  ])
  func `help is the tool's own, with every control and the exit status`(
    arguments: [String]
  ) throws {
    let ending = try Tool.start(arguments, in: scratch.url).wait()
    #expect(ending.status == 0)
    #expect(ending.errors.isEmpty)
    #expect(ending.output.contains("Exit status:"))
    #expect(ending.output.contains("Examples:"))
    guard arguments.contains("record") else { return }
    for option in [
      "--output", "--duration", "--memory", "--no-python", "--no-stacks", "--light", "--wait",
      "--force",
    ] {
      #expect(ending.output.contains("  \(option)") || ending.output.contains(", \(option)"))
    }
  }

  @Test(arguments: [
    ["--duration", "0"], ["--duration", "abc"], ["--duration=-1"], ["--duration", "nan"],
    ["--duration", "1e300"], ["--memory", "0"], ["--memory", "abc"], ["--memory", "1k"],
    ["--memory", "9999999999999G"], ["--memory=-5M"], ["--output", "trace.txt"], ["--no-such"],
  ])
  func `a bad value is one sentence that names it, and nothing runs`(
    arguments: [String]
  ) throws {
    let ending = try Tool.start(["record"] + arguments + ["--", "touch", "ran"], in: scratch.url)
      .wait()
    #expect(ending.status == 2)
    #expect(ending.output.isEmpty)
    #expect(ending.sentence.hasPrefix("stretto: "))
    #expect(!ending.sentence.contains("\n"))
    let value = arguments.last?.split(separator: "=").last ?? ""
    #expect(ending.sentence.contains(value))
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.url.path).isEmpty)
  }

  @Test func `options of both kinds go together`() throws {
    let ending = try Tool.run(
      "record", "--memory", "4M", "--light", "--no-stacks", "--no-python", "--wait", "--duration",
      "1000", "-o", "t.json.gz", "true", in: scratch.url)
    #expect(ending.status == 0)
    #expect(try Tool.run("report", "t.json.gz", in: scratch.url).status == 0)
  }

  @Test func `a folder that is not there is 125, and nothing runs`() throws {
    let ending = try Tool.run(
      "record", "--output", "none/t.json.gz", "--", "touch", "ran", in: scratch.url)
    #expect(ending.status == 125)
    #expect(ending.sentence.contains("none/t.json.gz"))
    #expect(!ending.sentence.contains("\n"))
    #expect(!FileManager.default.fileExists(atPath: scratch.path("ran")))
  }
}
