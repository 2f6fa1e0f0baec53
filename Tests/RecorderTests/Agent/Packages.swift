import Foundation

/// The packages that some of the programs import, as `.ci/install-pythons` puts them in place: a
/// folder for each Python that no other program sees.
enum Packages {
  struct Missing: Error, CustomStringConvertible {
    var python: FoundPython
    var folder: String

    var description: String {
      "the packages of \(python) are not in \(folder): run .ci/install-pythons, which puts them "
        + "there"
    }
  }

  /// The folder to put on `PYTHONPATH`.
  ///
  /// - Throws: `Missing`, with what to do.
  static func folder(for python: FoundPython) throws -> String {
    let root = ProcessInfo.processInfo.environment["STRETTO_PYTHON_PACKAGES"] ?? standard
    let folder = "\(root)/\(python.minor)/site-packages"
    guard FileManager.default.fileExists(atPath: folder) else {
      throw Missing(python: python, folder: folder)
    }
    return folder
  }

  /// Where `.ci/install-pythons` puts interpreters that the machine does not have.
  static let pythons = build.appendingPathComponent("pythons").path

  private static let standard = build.appendingPathComponent("python-packages").path

  private static let build = URL(fileURLWithPath: Programs.folder)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent(".build")
}
