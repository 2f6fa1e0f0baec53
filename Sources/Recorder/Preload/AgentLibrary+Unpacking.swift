import AgentLibraries
import Glibc

extension AgentLibrary {
  /// Writes the library to a file that is not there yet.
  func unpack(to path: String) throws(AgentError) {
    let file = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o700)
    guard file >= 0 else { throw AgentError(action: "write \(path)", code: errno) }
    defer { close(file) }
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = unsafe rest.withUnsafeBytes { unsafe write(file, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw AgentError(action: "write \(path)", code: errno) }
      rest = rest.dropFirst(count)
    }
  }
}
