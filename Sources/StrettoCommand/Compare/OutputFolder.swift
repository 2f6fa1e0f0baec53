@preconcurrency import Glibc

/// The folder a comparison writes: one trace per model, the merged one, the report.
struct OutputFolder {
  let path: String

  /// Creates the folder, or takes an existing one when `force` says so.
  ///
  /// - Throws: `Failure` when it exists without `force`, or can't be written.
  init(creating path: String, force: Bool) throws(Failure) {
    self.path = path
    try Self.make(path, exists: force)
    try Self.make(rounds, exists: force)
  }

  /// Where every round's traces lie until the median ones are chosen.
  var rounds: String { path + "/rounds" }
  var comparison: String { path + "/comparison.json.gz" }
  var report: String { path + "/report.json" }

  func trace(of model: String) -> String { "\(path)/\(model).json.gz" }

  /// Removes the rounds' traces; what can't be removed stays.
  func removeRounds(_ files: [String]) {
    for file in files { unlink(file) }
    rmdir(rounds)
  }

  private static func make(_ path: String, exists: Bool) throws(Failure) {
    if mkdir(path, 0o777) == 0 { return }
    let code = errno
    if code == EEXIST, exists { return }
    if code == EEXIST {
      throw Failure(
        "\(path) exists already: choose another --output, or pass --force to write into it")
    }
    throw Failure(
      "cannot create the folder \(path): \(String(cString: strerror(code))); "
        + "choose a folder that you may write with --output")
  }
}
