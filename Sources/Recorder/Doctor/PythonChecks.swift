import CPerf
import Glibc

/// Finds the Pythons of this machine and tries the agents in each.
struct PythonChecks {
  /// Pythons that are tried at most.
  private static let most = 24
  /// The agent is for 3.8 and later.
  private static let oldest = 8
  private static let identify =
    "import sys; print(sys.executable); print('%d.%d.%d' % sys.version_info[:3])"
  /// Two threads that take turns: they tell of tasks, and take the lock.
  private static let program =
    "import threading; t = threading.Thread(target=int); t.start(); t.join()"

  let environment: ProgramEnvironment
  /// The recorder's folder with the agents in it.
  let agents: AgentFolder
  /// Where what the Pythons print is put.
  let folder: String

  func all() -> [PythonCheck] {
    var seen: Set<String> = []
    var checks: [PythonCheck] = []
    for candidate in candidates() where checks.count < Self.most {
      guard let (path, version) = identity(of: candidate), seen.insert(resolved(path)).inserted
      else { continue }
      checks.append(examine(path, version))
    }
    return checks
  }

  /// Everything on `PATH` that is called python, and what pyenv has.
  private func candidates() -> [String] {
    var files: [String] = []
    for folder in (environment["PATH"] ?? "").split(separator: ":") {
      var names = (FolderListing.names(in: String(folder)) ?? []).filter(Self.isPython).sorted()
      // pyenv's stand-ins, one for each name that any version has.
      if folder.hasSuffix("/shims") { names = names.filter { $0 == "python3" } }
      files += names.map { "\(folder)/\($0)" }
    }
    let root = environment["PYENV_ROOT"] ?? environment["HOME"].map { "\($0)/.pyenv" }
    if let root {
      let versions = (FolderListing.names(in: "\(root)/versions") ?? []).sorted()
      files += versions.map { "\(root)/versions/\($0)/bin/python3" }
    }
    return files.filter { unsafe access($0, X_OK) == 0 }
  }

  /// `python`, `python3`, `python3.12` and the like.
  private static func isPython(_ name: String) -> Bool {
    name.hasPrefix("python") && name.dropFirst(6).allSatisfy { $0.isNumber || $0 == "." }
      && !name.hasPrefix("python2")
  }

  private func identity(of candidate: String) -> (path: String, version: String)? {
    let ending = QuietRun.run(
      candidate, ["-I", "-S", "-c", Self.identify], environment: environment, in: folder)
    guard let ending, ending.status == 0 else { return nil }
    let lines = ending.output.split(separator: "\n").map(String.init)
    guard lines.count == 2, lines[0].hasPrefix("/"), lines[1].hasPrefix("3.") else { return nil }
    return (lines[0], lines[1])
  }

  private func examine(_ path: String, _ version: String) -> PythonCheck {
    var check = PythonCheck(
      path: path, version: version, tellsTasks: false, tellsLock: false, problem: nil)
    guard let folder = agents.path, agents.problem == nil else {
      check.problem = agents.problem ?? "there is no folder for the agents"
      return check
    }
    let ending = QuietRun.run(
      path, ["-c", Self.program], environment: environment.setting(agents.variables),
      in: self.folder)
    guard let ending else {
      check.problem = "it cannot be started"
      return check
    }
    check.tellsTasks = agents.read().processes.contains { $0.pid == ending.process }
    let rings = (FolderListing.names(in: PreloadEnvironment.ringFolder(in: folder)) ?? [])
    check.tellsLock = rings.contains { $0.hasPrefix("\(ending.process)-") }
    if !check.tellsTasks || !check.tellsLock || ending.status != 0 {
      check.problem = ending.complaint ?? Self.knownProblem(version)
    }
    return check
  }

  private static func knownProblem(_ version: String) -> String? {
    let minor = version.split(separator: ".").dropFirst().first.flatMap { Int($0) } ?? 0
    return minor < oldest ? "the agent is for Python 3.\(oldest) and later" : nil
  }

  private func resolved(_ path: String) -> String {
    guard let text = unsafe realpath(path, nil) else { return path }
    defer { unsafe free(text) }
    return unsafe String(cString: text)
  }
}
