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

  /// Writes a shell script that can be executed, and gives its path.
  ///
  /// Through another process: what this one has open for writing, a child that another test
  /// starts at the same time holds open too, and what is open for writing cannot be executed.
  func script(_ name: String, _ text: String) throws -> String {
    let path = file(name)
    guard let pipe = popen("cat > '\(path)' && chmod 700 '\(path)'", "we") else {
      throw ScratchError(errno)
    }
    fputs("#!/bin/sh\n\(text)\n", pipe)
    let status = pclose(pipe)
    guard status == 0 else { throw ScratchError(status) }
    return path
  }

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
