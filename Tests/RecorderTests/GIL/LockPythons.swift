import Foundation

/// The Pythons whose interpreter lock is looked at: one of each minor version, and the
/// distribution's own beside them, which is linked otherwise.
enum LockPythons {
  static let all: [FoundPython] = {
    let system = "/usr/bin/python3"
    let program = "import sys; print(*sys.version_info[:3])"
    guard !Pythons.all.contains(where: { $0.path.hasPrefix("/usr/bin/") }),
      FileManager.default.isExecutableFile(atPath: system),
      let answer = try? Finished([system, "-c", program]), answer.status == 0
    else { return Pythons.all }
    let version = answer.output.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
    guard version.count == 3, version.lexicographicallyPrecedes([3, 8]) == false else {
      return Pythons.all
    }
    return Pythons.all + [FoundPython(path: system, version: version)]
  }()
}
