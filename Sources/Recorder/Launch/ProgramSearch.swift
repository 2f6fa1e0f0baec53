import Glibc

/// Finds a command's file as a shell would.
enum ProgramSearch {
  /// What `PATH` is where it is not set (confstr's _CS_PATH).
  private static let usualPath = "/bin:/usr/bin"

  /// The file to execute.
  ///
  /// - Throws: `notFound`, or `cannotExecute` for a file that is there but may not be executed.
  static func find(_ command: String, path: String?) throws(RecorderFailure) -> String {
    if command.contains("/") {
      guard exists(command) else { throw RecorderFailure(notFound: command) }
      guard isExecutable(command) else { throw RecorderFailure(cannotExecute: command, EACCES) }
      return command
    }
    var refused: String?
    for folder in (path ?? usualPath).split(separator: ":", omittingEmptySubsequences: false) {
      let file = (folder.isEmpty ? "." : String(folder)) + "/" + command
      guard exists(file), !command.isEmpty else { continue }
      if isExecutable(file) { return file }
      refused = refused ?? file
    }
    if let refused { throw RecorderFailure(cannotExecute: refused, EACCES) }
    throw RecorderFailure(notFound: command)
  }

  private static func exists(_ path: String) -> Bool {
    var status = stat()
    return unsafe stat(path, &status) == 0
  }

  private static func isExecutable(_ path: String) -> Bool {
    var status = stat()
    guard unsafe stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return false }
    return unsafe access(path, X_OK) == 0
  }
}
