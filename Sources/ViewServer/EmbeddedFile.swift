internal import CViewer
import NIOCore

/// A file of `viewer/`, carried inside the program.
struct EmbeddedFile {
  let name: String
  private let content: UnsafeRawBufferPointer

  /// The page's template, which clients get filled in only.
  static let page = EmbeddedFile(cviewer_file_at(0))

  /// The files that clients may ask for, by name.
  static let served: [String: EmbeddedFile] = {
    let files = (1..<cviewer_file_count()).map { EmbeddedFile(cviewer_file_at($0)) }
    return Dictionary(files.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
  }()

  private init(_ file: cviewer_file) {
    name = String(cString: file.name)
    content = UnsafeRawBufferPointer(start: file.bytes, count: file.length)
  }

  var bytes: ByteBuffer { ByteBuffer(bytes: content) }
  var text: String { String(decoding: content, as: UTF8.self) }

  /// What the browser is told the file is; it must not guess.
  var contentType: String {
    switch name.split(separator: ".").last {
    case "html": "text/html; charset=utf-8"
    case "css": "text/css; charset=utf-8"
    case "mjs": "text/javascript; charset=utf-8"
    default: "application/octet-stream"
    }
  }
}

/// The bytes are constants of the program: nobody writes them, and they are there until it ends.
extension EmbeddedFile: @unchecked Sendable {}
