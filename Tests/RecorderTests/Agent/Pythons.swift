import Foundation

/// A CPython of this machine, found by running it.
struct FoundPython: Sendable, CustomStringConvertible {
  var path: String
  var version: [Int]

  var description: String { "Python \(minor)" }
  var minor: String { version.prefix(2).map(String.init).joined(separator: ".") }
}

/// The CPythons that the agent is tested with: one of each minor version from 3.8 on.
enum Pythons {
  /// These are expected; which of them are missing is printed.
  static let expected = ["3.8", "3.11", "3.13"]

  /// Those that must be here: continuous integration says which; elsewhere none.
  static let required = (ProcessInfo.processInfo.environment["STRETTO_REQUIRED_PYTHONS"] ?? "")
    .split(separator: " ").map(String.init)

  static let all: [FoundPython] = {
    var found: [String: FoundPython] = [:]
    for path in candidates() {
      guard let python = ask(path), found[python.minor] == nil else { continue }
      found[python.minor] = python
    }
    let missing = expected.filter { found[$0] == nil }
    if !missing.isEmpty {
      print("The agent is not tested with Python \(missing.joined(separator: ", ")): not found.")
    }
    return found.values.sorted { $0.version.lexicographicallyPrecedes($1.version) }
  }()

  /// The expected ones that are here; any other where none of them is.
  static let chosen: [FoundPython] = {
    let wanted = all.filter { expected.contains($0.minor) }
    return wanted.isEmpty ? Array(all.suffix(1)) : wanted
  }()

  private static func candidates() -> [String] {
    let environment = ProcessInfo.processInfo.environment
    let home = environment["PYENV_ROOT"] ?? "\(environment["HOME"] ?? "")/.pyenv"
    let versions = (try? FileManager.default.contentsOfDirectory(atPath: home + "/versions")) ?? []
    let names = ["python3"] + (8...14).map { "python3.\($0)" }
    let installed = Packages.pythons
    let own = (try? FileManager.default.contentsOfDirectory(atPath: installed)) ?? []
    let folders = (environment["PATH"] ?? "").split(separator: ":").map(String.init)
    return versions.sorted().map { "\(home)/versions/\($0)/bin/python3" }
      + own.sorted().map { "\(installed)/\($0)/bin/python3" }
      + folders.flatMap { folder in names.map { "\(folder)/\($0)" } }
  }

  private static func ask(_ path: String) -> FoundPython? {
    guard FileManager.default.isExecutableFile(atPath: path) else { return nil }
    let program = """
      import sys, multiprocessing
      print(sys.implementation.name, sys.executable, *sys.version_info[:3])
      """
    guard let result = try? Finished([path, "-c", program]), result.status == 0 else { return nil }
    let words = result.output.split(separator: "\n").last?.split(separator: " ") ?? []
    guard words.count == 5, words[0] == "cpython" else { return nil }
    let version = words[2...].compactMap { Int($0) }
    guard version.count == 3, version[0] == 3, version[1] >= 8 else { return nil }
    return FoundPython(path: String(words[1]), version: version)
  }
}
