internal import CViewer

/// The files of `viewer/` by their paths inside it, slashes included.
package struct PageFiles: Sendable {
  private let contents: [String: [UInt8]]

  /// The files that the program carries.
  package static let embedded = PageFiles(
    (0..<cviewer_file_count()).reduce(into: [:]) { files, index in
      let file = cviewer_file_at(index)
      files[String(cString: file.name)] = Array(
        UnsafeBufferPointer(start: file.bytes, count: file.length))
    })

  /// - Parameter contents: Each file's bytes by its path, "src/main.mjs".
  package init(_ contents: [String: [UInt8]]) { self.contents = contents }

  package var names: [String] { contents.keys.sorted() }

  /// A file's bytes; nil when there is none of that name.
  package func bytes(_ name: String) -> [UInt8]? { contents[name] }

  /// A file that clients may ask for by its name: templates are given filled in only.
  func served(_ name: String) -> (bytes: [UInt8], contentType: String)? {
    guard let bytes = contents[name], let type = PageFiles.contentType(name) else { return nil }
    return (bytes, type)
  }

  /// A template's text.
  ///
  /// - Throws: `ViewServerError` when the program was built without it.
  func template(_ name: String) throws(ViewServerError) -> String {
    guard let bytes = contents[name] else {
      throw ViewServerError(.badPage, "This program was built without the page \(name).")
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The modules by the names they import each other by: "v/lod" for "src/lod.mjs".
  var modules: [(name: String, bytes: [UInt8])] {
    names.compactMap { path in
      guard path.hasPrefix("src/"), path.hasSuffix(".mjs"), let bytes = contents[path] else {
        return nil
      }
      return ("v/" + path.dropFirst(4).dropLast(4), bytes)
    }
  }

  /// What the browser is told a file is, for it must not guess; nil for what it is not given.
  private static func contentType(_ name: String) -> String? {
    switch name.split(separator: ".").last {
    case "css": "text/css; charset=utf-8"
    case "mjs": "text/javascript; charset=utf-8"
    default: nil
    }
  }
}
