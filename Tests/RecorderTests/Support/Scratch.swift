import Glibc

/// A folder that is there for one test.
final class Scratch: Sendable {
  let path: String

  init() {
    var template = Array("/tmp/stretto-recorder-XXXXXX".utf8CString)
    _ = mkdtemp(&template)
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  func file(_ name: String) -> String { path + "/" + name }

  /// Writes an executable file, through another process: what this one has open for writing, a
  /// child that another test starts at the same time holds open too, and what is open for writing
  /// cannot be executed.
  func executable(_ name: String, _ text: String) -> String {
    let file = file(name)
    if let pipe = popen("cat > '\(file)' && chmod 755 '\(file)'", "we") {
      fputs(text, pipe)
      pclose(pipe)
    }
    return file
  }

  deinit {
    guard let folder = opendir(path) else { return }
    while let entry = readdir(folder) {
      let name = withUnsafeBytes(of: entry.pointee.d_name) {
        String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
      }
      unlink(path + "/" + name)
    }
    closedir(folder)
    rmdir(path)
  }
}
