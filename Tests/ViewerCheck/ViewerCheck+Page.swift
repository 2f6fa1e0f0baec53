import Foundation

/// What one scenario found on our own page.
package struct PageFacts: Decodable, Sendable {
  package let scenario: String
  /// What went wrong, a sentence each; empty when all of it held.
  package let problems: [String]
  package let seconds: Double
}

extension ViewerCheck {
  /// Runs every scenario of the viewer's page, one after the other in one browser.
  ///
  /// `stretto` is the built tool: it serves the page, writes the single file and prints the report
  /// that the page is held to. Pictures to look at go into the folder `screenshots`. Costs about two
  /// minutes.
  package static func page(stretto: String, screenshots: String) async throws -> [PageFacts] {
    let words = ["--stretto", stretto, "--screenshots", screenshots]
    return try await Driver("page.mjs", words, patience: 2000).run(PageFacts.self)
  }

  /// The names of all scenarios.
  package static func pageScenarios() async throws -> [String] {
    struct Listing: Decodable { let scenarios: [String] }
    return try await Driver("page.mjs", ["--list", "all"]).run(Listing.self).flatMap(\.scenarios)
  }

  /// What `node --test` counted.
  package struct NodeTestCounts: Sendable {
    package var tests = 0
    package var passed = 0
    package var failed = 0
    package var skipped = 0
    /// The whole output, for the message.
    package var output = ""
  }

  /// Runs test files under node, as the page's own modules are tested; `loader` finds the modules.
  package static func nodeTests(_ files: [String], loader: String) async throws -> NodeTestCounts {
    try await Driver.onThread {
      let process = Process()
      process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      process.arguments =
        ["timeout", "--kill-after=5", "600", "node", "--import", loader, "--test"]
        + ["--test-reporter=tap"] + files
      process.standardInput = FileHandle.nullDevice
      let output = Pipe()
      process.standardOutput = output
      process.standardError = output
      try process.run()
      let text = try output.fileHandleForReading.readToEnd() ?? Data()
      process.waitUntilExit()
      return try counts(in: String(decoding: text, as: UTF8.self))
    }
  }

  private static func counts(in output: String) throws -> NodeTestCounts {
    var found: [Substring: Int] = [:]
    for line in output.split(separator: "\n") where line.hasPrefix("# ") {
      let words = line.split(separator: " ")
      if words.count == 3, let number = Int(words[2]) { found[words[1]] = number }
    }
    guard let tests = found["tests"], let passed = found["pass"], let failed = found["fail"] else {
      throw ViewerCheckError(description: "node --test printed no counts:\n\(output)")
    }
    let skipped = (found["skipped"] ?? 0) + (found["todo"] ?? 0) + (found["cancelled"] ?? 0)
    return NodeTestCounts(
      tests: tests, passed: passed, failed: failed, skipped: skipped, output: output)
  }
}
