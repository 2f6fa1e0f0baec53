import Foundation

/// The checkout these tests were built from.
enum Repository {
  /// The package's root: three levels above this file.
  static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Every file below `folder` (relative to the root) with one of the extensions.
  static func files(below folder: String, extensions: Set<String>) -> [URL] {
    let start = root.appendingPathComponent(folder)
    let walk = FileManager.default.enumerator(at: start, includingPropertiesForKeys: nil)
    var found: [URL] = []
    while let file = walk?.nextObject() as? URL {
      if file.path.contains("/.build") { continue }
      if extensions.contains(file.pathExtension) { found.append(file) }
    }
    return found
  }

  static func text(_ file: URL) throws -> String {
    String(decoding: try Data(contentsOf: file), as: UTF8.self)
  }

  static func lines(_ file: URL) throws -> [Substring] {
    try text(file).split(separator: "\n", omittingEmptySubsequences: false)
  }
}
