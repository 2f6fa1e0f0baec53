import Foundation
import Testing
import ViewServer

/// What the program carries is what lies in `viewer/`.
@Suite struct PageFilesTests {
  private let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()

  /// Every file of the folder but those of its own tests, by its path in it.
  private func folder() throws -> [String: [UInt8]] {
    let viewer = root.appendingPathComponent("viewer").resolvingSymlinksInPath()
    let names = try #require(FileManager.default.enumerator(atPath: viewer.path))
    var files: [String: [UInt8]] = [:]
    for case let name as String in names where !name.hasPrefix("test") {
      let path = viewer.appendingPathComponent(name)
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: path.path, isDirectory: &isFolder) else {
        continue
      }
      if !isFolder.boolValue { files[name] = Array(try Data(contentsOf: path)) }
    }
    return files
  }

  @Test func `every file of the viewer is carried, as it is`() throws {
    let files = try folder()
    #expect(files.count > 3)
    #expect(
      PageFiles.embedded.names == files.keys.sorted(),
      "run .ci/embed-viewer, which lists the files in Sources/CViewer")
    for (name, bytes) in files {
      // Compared apart, or a failure prints every byte.
      let isSame = PageFiles.embedded.bytes(name) == bytes
      #expect(isSame, "\(name)")
    }
  }

  /// What the modules import, by module; comments aside.
  private func imports() throws -> [(module: String, name: String)] {
    let pattern = #/(?:\bfrom|\bimport\(?)\s*'([^']+)'/#
    return try modules().flatMap { module in
      let bytes = try #require(PageFiles.embedded.bytes(module))
      let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").filter {
        let text = $0.drop { $0 == " " }
        return !text.hasPrefix("*") && !text.hasPrefix("/")
      }
      return lines.flatMap { $0.matches(of: pattern) }.map { (module, String($0.1)) }
    }
  }

  private func modules() -> [String] {
    PageFiles.embedded.names.filter { $0.hasPrefix("src/") && $0.hasSuffix(".mjs") }
  }

  @Test func `the import map names what modules import, and names only files that are there`()
    throws
  {
    let index = try #require(PageFiles.embedded.bytes("index.html"))
    let page = try ViewerPage(template: String(decoding: index, as: UTF8.self))
    let map = try #require(
      JSONDecoder().decode([String: [String: String]].self, from: Data(page.importMap.utf8))[
        "imports"])
    for (name, url) in map {
      #expect(url == "./src/\(name.dropFirst(2)).mjs")
      #expect(modules().contains(String(url.dropFirst(2))), "\(name)")
    }
    let imported = try imports().filter { $0.name.hasPrefix("v/") }
    #expect(imported.count > 10)
    for (module, name) in imported {
      #expect(map[name] != nil, "\(module) imports \(name)")
    }
  }

  /// A module inside the page that is one file has no folder.
  @Test func `only the worker imports by paths`() throws {
    for (module, name) in try imports() where module != "src/worker.mjs" {
      #expect(name.hasPrefix("v/"), "\(module) imports \(name)")
    }
  }

  @Test func `a page without one of its lines, or with two, is refused by name`() throws {
    let lines = MiniPage.index.components(separatedBy: "\n")
    for line in lines
    where line.hasPrefix("<link") || line.hasPrefix("<script") || line == "</body>" {
      let without = lines.filter { $0 != line }.joined(separator: "\n")
      let twice = lines.flatMap { $0 == line ? [$0, $0] : [$0] }.joined(separator: "\n")
      let changed = lines.map { $0 == line ? " " + $0 : $0 }.joined(separator: "\n")
      for (text, count) in [(without, 0), (twice, 2), (changed, 0)] {
        let error = #expect(throws: ViewServerError.self) { try ViewerPage(template: text) }
        #expect(error?.code == .badPage)
        #expect(error?.description.contains("\(line) once; it holds it \(count) times") == true)
      }
    }
  }

  @Test func `a page whose lines are out of order is refused`() throws {
    var lines = MiniPage.index.components(separatedBy: "\n")
    let main = try #require(lines.firstIndex { $0.contains("src=") })
    lines.insert(lines.remove(at: main), at: 1)
    let error = #expect(throws: ViewServerError.self) {
      try ViewerPage(template: lines.joined(separator: "\n"))
    }
    #expect(error?.code == .badPage)
    #expect(
      throws: ViewServerError.self, "a program without the page",
      performing: { try SingleFilePage(traces: [#filePath], files: MiniPage.with(index: nil)) })
  }
}
