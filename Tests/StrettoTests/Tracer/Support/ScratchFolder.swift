import Glibc

/// A folder of a test's own, gone with the value.
final class ScratchFolder: Sendable {
  let path: String

  init() throws {
    var template = Array("/tmp/stretto-tests-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw ScratchError(errno) }
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  deinit {
    for name in ScratchFolder.names(in: path) { unlink("\(path)/\(name)") }
    rmdir(path)
  }

  func file(_ name: String) -> String { "\(path)/\(name)" }

  static func names(in path: String) -> [String] {
    guard let folder = opendir(path) else { return [] }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      if name != ".", name != ".." { names.append(name) }
    }
    return names
  }
}

struct ScratchError: Error {
  let number: Int32
  init(_ number: Int32) { self.number = number }
}
