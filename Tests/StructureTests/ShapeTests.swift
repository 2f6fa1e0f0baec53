import Foundation
import Testing

/// The shape of the tree: what stands at the top, and how large files get.
@Suite struct ShapeTests {
  @Test func `the top level holds what was agreed and nothing else`() throws {
    let names = try FileManager.default.contentsOfDirectory(atPath: Repository.root.path)
    let visible = Set(names.filter { !$0.hasPrefix(".") })
    // Package.resolved is written by the package manager and not committed.
    let agreed: Set = [
      "Package.swift", "Sources", "Tests", "traces", "viewer", "README.md", "LICENSE",
    ]
    #expect(visible.subtracting(["Package.resolved"]) == agreed)
  }

  @Test func `no source file passes 400 lines and the median stays below 150`() throws {
    let files = Repository.files(below: "Sources", extensions: ["swift", "c", "h"])
    let lengths = try files.map { (try Repository.lines($0).count, $0.lastPathComponent) }.sorted {
      $0.0 < $1.0
    }
    #expect(lengths.count > 50)
    for (length, name) in lengths { #expect(length <= 400, "\(name) has \(length) lines") }
    #expect(lengths[lengths.count / 2].0 < 150)
  }

  @Test func `a file name has no space`() {
    for folder in ["Sources", "Tests", "viewer", "traces"] {
      for file in Repository.files(
        below: folder, extensions: ["swift", "c", "h", "mjs", "py", "gz", "json", "md"])
      {
        #expect(!file.path.contains(" "), "\(file.path)")
      }
    }
  }

  @Test func `continuous integration calls the README's test command, word for word`() throws {
    let readme = try Repository.text(Repository.root.appendingPathComponent("README.md"))
    let script = try Repository.text(Repository.root.appendingPathComponent(".ci/run"))
    let commands = readme.split(separator: "\n").filter { $0.contains("swift test") }
    let command = try #require(commands.first)
    #expect(script.contains(command.trimmingCharacters(in: .whitespaces)))
  }

  @Test func `the README's example is the program that the tests build`() throws {
    let readme = try Repository.text(Repository.root.appendingPathComponent("README.md"))
    let example = try Repository.text(
      Repository.root.appendingPathComponent("Tests/Fixtures/ReadmeExample/main.swift"))
    #expect(readme.contains(example))
  }
}
